// The words of the app. Each screen keeps its own catalogue beside it, in both languages; that both are complete is
// checked when the types are.
//
//     // screens/where/words.ts
//     const en = {title: 'Where does it hurt?', painted: (cm2: number) => `${whole(cm2)} cm² painted`};
//     const es: typeof en = {title: '¿Dónde te duele?', painted: (cm2) => `${whole(cm2)} cm² pintados`};
//     export const words = catalogue({en, es});
//
//     // WhereScreen.svelte
//     <h1>{words().title}</h1>                            // changes at once with the language
//
// What the atlas says (names, questions, steps) is translated by knowledge.svelte.ts.
import {surest} from './chance';
import {settings} from './settings.svelte';

export const languages = {en: 'English', es: 'Español'} as const;
export type Language = keyof typeof languages;

export const language = (): Language => settings.language;

export function catalogue<Words>(all: Record<Language, Words>): () => Words {
  return () => all[language()];
}

const locale = (): string => (language() === 'es' ? 'es' : 'en-GB');

// Numbers and dates as the language writes them. A format is dear to make (on a slow phone the first costs 60 ms), so each is made
// once, and small whole numbers, which look the same in all languages here, need none.
const formats = new Map<string, Intl.NumberFormat>();
export function decimal(value: number, digits = 1): string {
  const key = `${locale()} ${digits}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale(), {maximumFractionDigits: digits})));
  return format.format(value);
}
export const whole = (value: number): string => (value >= 0 && value < 999.5 ? String(Math.round(value)) : decimal(value, 0));

// How likely a cause is: "83 %", "> 90 %".
export const percentLikely = (probability: number): string => (probability >= surest ? `>\u00a0${percent(surest)}` : percent(probability));

// A share as a person reads it: never 0 % and never 100 % of what is only nearly so.
export function percent(share: number): string {
  const sign = '\u00a0%';
  if (share < 0.01) return `<\u00a01${sign}`;
  if (share > 0.99) return `>\u00a099${sign}`;
  return `${whole(share * 100)}${sign}`;
}

// "2026-11-22" or a moment, as "22 November 2026" or shorter.
export function date(iso: string, style: 'long' | 'short' = 'long'): string {
  const day = new Date(iso.length === 10 ? `${iso}T12:00:00` : iso);
  return new Intl.DateTimeFormat(locale(), style === 'long' ? {day: 'numeric', month: 'long', year: 'numeric'} : {day: 'numeric', month: 'short'}).format(day);
}

export const list = (parts: string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(locale(), {type}).format(parts);
