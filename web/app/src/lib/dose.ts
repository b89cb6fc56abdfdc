// A dose in words, as every screen and page says it: "Hold 60 to 90 s, 1 to 3 times; once a day; pain at most 5 of 10".
import {catalogue, whole} from './i18n.svelte';
import type {PlanItem} from './types';

export type Dose = NonNullable<PlanItem['dose']>;
export type ItemKind = PlanItem['kind'];
type Range = [number, number];

const en = {
  range: (least: string, most: string) => (least === most ? most : `${least} to ${most}`),
  times: (least: number, most: number) => (most === 1 ? 'once' : least === 1 && most === 2 ? 'once or twice' : `${en.range(whole(least), whole(most))} times`),
  hold: (seconds: string, times: string) => `Hold ${seconds} s, ${times}`,
  sets: (sets: number, least: string, most: string) => `${sets === 1 ? '1 set' : `${whole(sets)} sets`} of ${en.range(least, most)}`,
  heldSets: (sets: number, seconds: string) => (sets === 1 ? `1 set, held ${seconds} s` : `${whole(sets)} sets, each held ${seconds} s`),
  day: (times: string) => `${times} a day`,
  week: (days: number) => (days === 1 ? '1 day a week' : `${whole(days)} days a week`),
  pain: (most: string) => `pain at most ${most} of 10`,
};
const es: typeof en = {
  range: (least, most) => (least === most ? most : `de ${least} a ${most}`),
  times: (least, most) => (most === 1 ? 'una vez' : least === 1 && most === 2 ? 'una o dos veces' : `${es.range(whole(least), whole(most))} veces`),
  hold: (seconds, times) => `Mantén ${seconds} s, ${times}`,
  sets: (sets, least, most) => `${sets === 1 ? '1 serie' : `${whole(sets)} series`} ${least === most ? `de ${most}` : es.range(least, most)}`,
  heldSets: (sets, seconds) => (sets === 1 ? `1 serie, mantenida ${seconds} s` : `${whole(sets)} series, mantenida cada una ${seconds} s`),
  day: (times) => `${times} al día`,
  week: (days) => (days === 1 ? '1 día a la semana' : `${whole(days)} días a la semana`),
  pain: (most) => `dolor de ${most} de 10 como mucho`,
};
const words = catalogue({en, es});

const range = ([least, most]: Range): string => words().range(whole(least), whole(most));

// How it is done once: "Hold 60 to 90 s, 1 to 3 times", "2 sets of 8 to 12".
export function doing(kind: ItemKind, dose: Dose): string {
  const hold = dose.hold_s as Range | undefined;
  if (kind !== 'exercise') return words().hold(hold ? range(hold) : '', words().times(dose.repeats[0]!, dose.repeats[1]!));
  const sets = dose.sets ?? 1;
  return hold ? words().heldSets(sets, range(hold)) : words().sets(sets, whole(dose.repeats[0]), whole(dose.repeats[1]));
}

// How often: "once a day", "once or twice a day, 3 days a week".
export function often(dose: Dose): string {
  const day = words().day(words().times(dose.per_day[0]!, dose.per_day[1]!));
  return dose.days_a_week < 7 ? `${day}, ${words().week(dose.days_a_week)}` : day;
}

// The limit of pain; waiting in a position of ease has none, since it is not to hurt at all.
export const limit = (kind: ItemKind, dose: Dose): string | undefined =>
  kind === 'position' ? undefined : words().pain(whole(dose.pain_most));

export const doseInWords = (kind: ItemKind, dose: Dose): string =>
  [doing(kind, dose), often(dose), limit(kind, dose)].filter((part) => part !== undefined).join('; ');

// Of a protocol: "60 to 90 s, 1 to 3 times".
export const holdInWords = (hold: Range, repeats: Range): string => `${range(hold)} s, ${words().times(...repeats)}`;
