// How much likelier or less likely, in words: of odds that are so many times as large.
interface Words {
  likelier: (times: number) => string;
  rarer: (times: number) => string;
  half: string;
  third: string;
}

export function tellOdds(odds: number, words: Words): string {
  if (odds >= 1) return words.likelier(odds);
  const times = Math.round(1 / odds);
  return times <= 2 ? words.half : times === 3 ? words.third : words.rarer(times);
}
