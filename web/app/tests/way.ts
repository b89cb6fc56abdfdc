// What the tests of the whole way share: a body to paint on, and a case put back from a backup.
import {readFileSync} from 'node:fs';

import {expect, type Locator, type Page} from '@playwright/test';

export const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

const id = (letter: string) => letter.repeat(32);
export const journalOf = (known: unknown) => ({
  format: 'knotwork.journal/1',
  people: [{id: id('a'), name: 'R'}],
  episodes: [{id: id('b'), person: id('a'), title: 'Right buttock', begun: '2026-11-20'}],
  entries: [{id: id('c'), episode: id('b'), at: '2026-11-20T10:00:00+00:00', kind: 'case', document: known}],
});

export const body = (page: Page): Locator => page.getByRole('application', {name: /Your body|Tu cuerpo/});

// Down the back of the right thigh, with the mouse as it reports itself; fingers are tried in where.spec.ts.
export async function paintThigh(page: Page, back: string | RegExp): Promise<void> {
  await expect(body(page)).toBeVisible();
  await page.getByRole('button', {name: back, exact: true}).click();
  await page.waitForTimeout(600); // the body turns
  const box = (await body(page).boundingBox())!;
  const height = Math.min(box.height, (box.width / 1.07) * 1.7) / 1.06;
  const at = (right: number, down: number) => [box.x + box.width / 2 + right * height, box.y + box.height / 2 + down * height] as const;
  await page.mouse.move(...at(0.075, 0.06));
  await page.mouse.down();
  await page.mouse.move(...at(0.085, 0.2), {steps: 14});
  await page.mouse.up();
}

// Puts back a backup as a person would.
export async function putBack(page: Page, journal: unknown): Promise<void> {
  await page.goto('#/share');
  await page.locator('input[type=file]').setInputFiles({name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(journal))});
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText(/new records? (was|were) added/)).toBeVisible();
}
