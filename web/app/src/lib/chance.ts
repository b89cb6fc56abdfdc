// How likely something is, in the words that the command line uses too (src/base/chance.cpp).
//
//     likeliness(0.93)         // 'veryLikely'
//     chance(0.82)             // {kind: 'of', times: 8, of: 10}

export const likelinesses = ['veryLikely', 'likely', 'even', 'possible', 'unlikely', 'veryUnlikely'] as const;
export type Likeliness = (typeof likelinesses)[number];

export function likeliness(p: number): Likeliness {
  if (p >= 0.9) return 'veryLikely';
  if (p >= 0.65) return 'likely';
  if (p >= 0.45) return 'even';
  if (p >= 0.2) return 'possible';
  if (p >= 0.05) return 'unlikely';
  return 'veryUnlikely';
}

// From here on nothing is told apart: what the engine calls surer is right about as often (src/base/chance.hpp).
export const surest = 0.9;

// The length of a bar that says it: no longer than what is said.
export const barOf = (probability: number): number => Math.min(probability, surest);

// "about 8 in 10": the fractions that people use.
export type Chance = {kind: 'above' | 'about' | 'below'; times: number; of: number};

export function chance(p: number): Chance {
  if (p >= surest) return {kind: 'above', times: 9, of: 10};
  if (p >= 0.075) return {kind: 'about', times: Math.min(9, Math.max(1, Math.round(p * 10))), of: 10};
  if (p < 0.001) return {kind: 'below', times: 1, of: 1000};
  const away = (of: number) => Math.abs(Math.log(p * of));
  const of = [20, 50, 100, 200, 500, 1000].reduce((best, next) => (away(next) < away(best) ? next : best));
  return {kind: 'about', times: 1, of};
}
