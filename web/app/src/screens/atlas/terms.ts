// A rule in words as the engine writes it, "((Hernia or Pregnant) or Heart or blood pressure not under control)", as its
// alternatives. Names may hold "or" themselves, so only what is a name counts as one; what is no mere list of alternatives stays
// as it is.

// A name, or a rule in its parentheses, that needs no further taking apart.
export function alternatives(rule: string, names: ReadonlySet<string>): string[] {
  if (names.has(rule)) return [rule];
  if (!rule.startsWith('(') || !rule.endsWith(')')) return [rule];
  const inside = rule.slice(1, -1);
  for (let at = inside.indexOf(' or '); at >= 0; at = inside.indexOf(' or ', at + 1)) {
    const left = inside.slice(0, at);
    const right = inside.slice(at + 4);
    if (isWhole(left, names) && isWhole(right, names)) return [...alternatives(left, names), ...alternatives(right, names)];
  }
  return [rule];
}

const isWhole = (text: string, names: ReadonlySet<string>): boolean => {
  if (names.has(text)) return true;
  if (!text.startsWith('(')) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    if (depth === 0) return i === text.length - 1;
  }
  return false;
};
