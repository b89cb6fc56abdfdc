// Whether what was typed for initials tells who somebody is: a word of three letters or more that is not all capitals
// ("RFG"), or a long one that is ("GARCIA").
export function looksLikeName(text: string): boolean {
  return text.split(/[\s.,;·_-]+/).some((word) => /^\p{L}{3,}$/u.test(word) && (/\p{Ll}/u.test(word) || word.length > 4));
}
