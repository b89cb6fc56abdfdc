// Search over the atlas: names, Latin, synonyms, of all languages that are known, without accents and in any order of words.
//
//     find(entries, 'gluteo men')          // [{entry: gluteus minimus, ...}]
//     findNearest(entries, 'pirifromis')   // what was probably meant

export interface Entry {
  kind: 'muscle' | 'condition' | 'test' | 'region';
  id: string;
  name: string; // as it is shown
  names: string[]; // by which it is found, the best known first
}

export interface Hit {
  entry: Entry;
  by: string; // the name that it was found by
}

export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const kinds: Entry['kind'][] = ['muscle', 'condition', 'region', 'test'];

// How well a name answers to what was typed: 0 the same, 1 begins with it, 2 has words that begin so, 3 holds it; null not at all.
function rank(name: string, wanted: string): number | null {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const words = name.split(' ');
  if (wanted.split(' ').every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return wanted.length > 2 && name.includes(wanted) ? 3 : null;
}

export function find(entries: readonly Entry[], text: string): Hit[] {
  const wanted = fold(text);
  if (!wanted) return [];
  const hits = entries.flatMap((entry) => {
    let best: {rank: number; by: string} | null = null;
    entry.names.forEach((name, place) => {
      const found = rank(fold(name), wanted);
      // The name itself counts more than what it is also called.
      const worth = found === null ? null : found * 2 + (place > 0 ? 1 : 0);
      if (worth !== null && (best === null || worth < best.rank)) best = {rank: worth, by: name};
    });
    return best === null ? [] : [{entry, ...(best as {rank: number; by: string})}];
  });
  hits.sort((a, b) => a.rank - b.rank || kinds.indexOf(a.entry.kind) - kinds.indexOf(b.entry.kind) || a.entry.name.localeCompare(b.entry.name));
  return hits.map(({entry, by}) => ({entry, by}));
}

// Letters to add, leave out, change or swap with the next.
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const last = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = last;
  }
  return row[b.length]!;
}

// For what finds nothing: names with a word that is nearly the same.
export function findNearest(entries: readonly Entry[], text: string, most = 3): Hit[] {
  const wanted = fold(text);
  if (wanted.length < 4) return [];
  const allowed = wanted.length < 7 ? 1 : 2;
  const near = entries.flatMap((entry) => {
    const all = entry.names.flatMap((name) => [fold(name), ...fold(name).split(' ')].filter((word) => word.length > 3).map((word) => ({by: name, off: distance(word, wanted)})));
    const best = all.reduce<{by: string; off: number} | null>((least, one) => (least === null || one.off < least.off ? one : least), null);
    return best && best.off <= allowed ? [{entry, ...best}] : [];
  });
  near.sort((a, b) => a.off - b.off || kinds.indexOf(a.entry.kind) - kinds.indexOf(b.entry.kind));
  return near.slice(0, most).map(({entry, by}) => ({entry, by}));
}
