import {readFileSync} from 'node:fs';

import {expect, test} from 'vitest';

import {accuracy} from './accuracy';

const read = (name: string): string => readFileSync(new URL(`../../../../../docs/${name}.md`, import.meta.url), 'utf8');
const drawing = read('accuracy');
const interview = read('accuracy-interview');

// The number that the first group of a pattern finds.
function number(page: string, pattern: RegExp): number {
  const found = pattern.exec(page)?.[1];
  expect(found, String(pattern)).toBeDefined();
  return Number(found);
}

test('figures as the pages of accuracy tell them', () => {
  const table = (title: string) => drawing.slice(drawing.indexOf(`**${title}**`));
  const all = /\| Knotwork \|(?: [\d.]+ \|){3} ([\d.]+) \|/;
  expect(accuracy.people).toBe(number(drawing, /--people (\d+)/));
  expect(accuracy.first).toBe(Math.round(number(table('Top-1'), all)));
  expect(accuracy.firstThree).toBe(Math.round(number(table('Top-3'), all)));
  expect(accuracy.offBy).toBe(Math.round(100 * number(drawing, /calibration error of the first-ranked source at most 0\.05 \| ([\d.]+)/)));
  expect(accuracy.patients).toBe(number(interview, /--people (\d+)/));
  expect(accuracy.afterQuestions).toBe(Math.round(number(interview, /\| 8, chosen by the engine \| ([\d.]+)/)));
  expect(accuracy.emergencies).toBe(number(interview, /no simulated emergency called less urgent than same day \| 0 of (\d+)/));
  expect(accuracy.falseAlarms).toBe(Math.round(number(interview, /alarm in under 5 % of ordinary people \| ([\d.]+) %/)));
});
