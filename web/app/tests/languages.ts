// What the app says on the way, in both languages, and how English is found where Spanish was chosen.
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import type {Page} from '@playwright/test';

export const english = {
  front: 'Front',
  back: 'Back',
  list: 'List: choose where it hurts',
  right: 'right',
  check: /^Check it/,
  skip: 'Skip',
  page: /^Danger signs · page \d+ of \d+$/,
  none: 'None of these',
  yes: 'Yes',
  no: 'No',
  question: /^Question \d+ ·/,
  isMyPain: /^Is it your pain/,
  stop: 'Stop here',
  fromMuscle: /comes from a knot in/,
  toToday: 'To today’s plan',
  today: 'Today',
  begin: /^Begin the session/,
  before: 'Before you begin',
  inPosition: /^I am in position/,
  where: 'Go on where you were?',
  goOn: 'Go on',
  restNow: 'Go on now',
  done: /^Done$/,
  less: 'Less',
  goesBetter: 'Better',
  better: 'Better: this looks like the right spot',
  kept: 'Kept on this device.',
  toProgress: 'To progress',
  progress: 'How it goes',
  oneSession: '1 session done.',
  sessionBetter: /Session: better \(pain 6 before, 2 after\)/,
  more: /^More$/,
  share: 'Share and keep',
  settings: 'Settings',
  whereStep: /^(1 )?Where$/,
  makeReport: 'Make the PDF',
  likeliest: 'Most likely source of the pain',
  dangerSigns: /Danger signs +46 of 46 asked/,
  notAdvice: 'Education, not medical advice',
};
export type Words = {[Name in keyof typeof english]: (typeof english)[Name]};

export const spanish: Words = {
  front: 'Frente',
  back: 'Espalda',
  list: 'Lista: elige dónde te duele',
  right: 'derecho',
  check: /^Revisarlo/,
  skip: 'Omitir',
  page: /^Señales de alarma · página \d+ de \d+$/,
  none: 'Nada de esto',
  yes: 'Sí',
  no: 'No',
  question: /^Pregunta \d+ ·/,
  isMyPain: /^¿Es tu dolor, el que te ha traído aquí/,
  stop: 'Parar aquí',
  fromMuscle: /nudo/,
  toToday: 'Al plan de hoy',
  today: 'Hoy',
  begin: /^Empezar la sesión/,
  before: 'Antes de empezar',
  inPosition: /^En posición/,
  where: '¿Sigues donde estabas?',
  goOn: 'Seguir',
  restNow: 'Seguir ya',
  done: /^Hecho$/,
  less: 'Menos',
  goesBetter: 'Mejor',
  better: 'Mejor: parece el lugar correcto',
  kept: 'Guardado en este dispositivo.',
  toProgress: 'Ir a la evolución',
  progress: 'Cómo va',
  oneSession: 'Una sesión hecha.',
  sessionBetter: /Sesión: mejor/,
  more: /^Más$/,
  share: 'Compartir y guardar',
  settings: 'Ajustes',
  whereStep: /^(1 )?Dónde$/,
  makeReport: 'Hacer el PDF',
  likeliest: 'Origen más probable del dolor',
  dangerSigns: /Señales de alarma +46 de 46 preguntadas/,
  notAdvice: 'no consejo médico',
};

// --- English that was left

const app = fileURLToPath(new URL('..', import.meta.url));
const knowledge = fileURLToPath(new URL('../../../knowledge/translations/es', import.meta.url));
const bare = (text: string): string => text.replace(/\s+/g, ' ').replace(/^[\s.:,;·–]+|[\s.:,;·–]+$/g, '').toLowerCase();

// Everything that the app and the atlas say in English and in another way in Spanish.
function listEnglish(): Set<string> {
  const out = new Set<string>();
  const spoken = new Set<string>();
  for (const path of readdirSync(`${app}src`, {recursive: true, encoding: 'utf8'})) {
    if (!/\.(ts|svelte)$/.test(path) || path.endsWith('.test.ts')) continue;
    const [, en, es] = /const en = \{(.*?)\n *\};(.*)/s.exec(readFileSync(`${app}src/${path}`, 'utf8')) ?? [];
    for (const [from, to] of [[en, out], [es, spoken]] as const) for (const [, text] of from?.matchAll(/'((?:[^'\\\n]|\\.)*)'/g) ?? []) to.add(bare(text!));
  }
  for (const file of readdirSync(knowledge))
    for (const [en, es] of Object.entries(JSON.parse(readFileSync(`${knowledge}/${file}`, 'utf8')) as Record<string, string>)) {
      out.add(bare(en));
      spoken.add(bare(es));
    }
  return new Set([...out].filter((text) => /[a-z]{3}/.test(text) && !spoken.has(text)));
}

// Words that English can hardly do without, and that Spanish does not have.
const words = `the and of with your you is are not this that these from where what how it its for to in on at or by be been have was were which
  when than then will would should do does did if into over under their they them we left right side pain hurts muscle press hold stretch back
  front again try more next done yes today less same go minutes seconds times about see show make save days weeks`.split(/\s+/);
const anyWord = new RegExp(`(?<![\\p{L}\\d/.-])(${words.join('|')})(?![\\p{L}\\d/-])`, 'iu');

let known: Set<string> | undefined;
export const findEnglish = (texts: string[]): string[] => {
  const all = (known ??= listEnglish());
  return texts.filter((text) => anyWord.test(text) || all.has(bare(text)));
};

// What is on the page for eyes or for a screen reader; without titles of works, which stay in the language they were written in.
export const listTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const out = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.nodeValue?.trim();
      if (text && node.parentElement?.checkVisibility() && !node.parentElement.closest('cite')) out.push(text);
    }
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
        const text = element.getAttribute(name)?.trim();
        if (text) out.push(text);
      }
    }
    return out;
  });
