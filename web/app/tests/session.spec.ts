// The guided session in a browser: from today's plan to what it came to, with a reload in the middle of a hold, by keyboard,
// and in Spanish.
import {readFileSync} from 'node:fs';

import AxeBuilder from '@axe-core/playwright';
import {expect, test, type Page} from '@playwright/test';

// A clock that is driven by hand calls for frames faster than any screen shows them: figures stand still here.
test.use({contextOptions: {reducedMotion: 'reduce'}});

const runner = JSON.parse(readFileSync(new URL('../../../examples/runner-case.json', import.meta.url), 'utf8')) as object;
const id = (letter: string) => letter.repeat(32);
const journal = {
  format: 'knotwork.journal/1',
  people: [{id: id('a'), name: 'R'}],
  episodes: [{id: id('b'), person: id('a'), title: 'Right buttock', begun: '2026-11-20'}],
  entries: [{id: id('c'), episode: id('b'), at: '2026-11-20T10:00:00+00:00', kind: 'case', document: runner}],
};

// Puts back a backup, as a person would, and goes to the plan that is made from it.
async function openToday(page: Page): Promise<void> {
  await page.clock.install();
  await page.goto('#/share');
  await page.locator('input[type=file]').setInputFiles({name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(journal))});
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText('3 new records were added')).toBeVisible();
  await page.goto('#/today');
  await page.reload();
}

// Lets time pass, in steps that the app would also see.
async function pass(page: Page, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 2) {
    await page.clock.runFor(1000 * Math.min(2, left));
    await page.waitForTimeout(150); // the engine answers in real time
  }
}
const press = (page: Page, name: string | RegExp) => page.getByRole('button', {name}).click();
const left = async (page: Page) => Number(await page.getByRole('timer').locator('span').first().textContent());

test('from the plan to the end, with a reload in the middle of a hold', async ({page}) => {
  await openToday(page);
  await expect(page.getByRole('article')).toHaveCount(3);
  await press(page, /^Begin the session/);
  await press(page, /^6/);
  await expect(page.getByRole('heading', {level: 1})).toContainText('right side');
  await press(page, /^I am in position/);
  await pass(page, 30);
  await expect.poll(() => left(page)).toBeLessThan(62);
  const before = await left(page);

  await page.reload();
  await expect(page.getByRole('heading', {name: 'Go on where you were?'})).toBeVisible();
  await pass(page, 20);
  await press(page, 'Go on');
  expect(Math.abs((await left(page)) - before)).toBeLessThan(5);

  await pass(page, before + 2);
  await press(page, 'Less');
  await press(page, /^I am in position/); // the stretch
  await pass(page, 32);
  await press(page, /^I am in position/); // the exercise
  await press(page, 'Done');
  await press(page, 'Go on now');
  await press(page, 'Done');
  await press(page, /^2/);
  await press(page, 'Better');
  await expect(page.getByRole('heading', {name: 'Better: this looks like the right spot'})).toBeVisible();
  await expect(page.getByText('Kept on this device.')).toBeVisible();
  await page.getByRole('link', {name: 'To today'}).click();
  await expect(page.getByText('Done once today.')).toBeVisible();
  await expect(page.getByText('Nothing more is due today.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Done once today.')).toBeVisible();
});

test('by keyboard alone, and without a fault that axe knows', async ({page}) => {
  await openToday(page);
  const axe = async () => expect((await new AxeBuilder({page}).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations).toEqual([]);
  const begin = page.getByRole('button', {name: /^Begin the session/});
  await expect(begin).toBeVisible();
  await axe();
  await begin.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', {level: 1, name: 'Before you begin'})).toBeFocused();
  await axe();
  await page.getByRole('button', {name: /^5/}).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', {level: 1})).toBeFocused();
  await axe();
  await page.keyboard.press('Space');
  await expect(page.getByRole('timer')).toBeVisible();
  await pass(page, 4);
  await axe();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Time stands still.')).toBeVisible();
  const stands = await left(page);
  await pass(page, 10);
  expect(await left(page)).toBe(stands);
  await page.keyboard.press('Escape');
  await expect(page.getByText('Time stands still.')).toBeHidden();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Lean less, or move a little.', {exact: false})).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('heading', {level: 1})).toContainText('Upper leg behind');
  await axe();
});

test('ended for now it can be gone on with, and the number stays readable from afar', async ({page}) => {
  await openToday(page);
  await press(page, /^Begin the session/);
  await press(page, 'Leave it out');
  await press(page, /^I am in position/);
  await pass(page, 5);
  const {height} = (await page.getByRole('timer').locator('span').first().boundingBox())!;
  const {width, height: tall} = page.viewportSize()!;
  expect(height).toBeGreaterThan(0.28 * Math.min(width, tall));
  for (const name of ['Less', 'Same', 'More', 'Stop']) {
    const box = (await page.getByRole('button', {name, exact: true}).boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThan(64);
    expect(box.y + box.height).toBeLessThanOrEqual(tall);
  }
  await press(page, 'End');
  await press(page, 'End it now');
  await press(page, 'I will go on later');
  await expect(page.getByText('A session is under way.')).toBeVisible();
  await press(page, 'Go on with the session');
  await press(page, 'Go on');
  await expect(page.getByRole('timer')).toBeVisible();
});

test('in Spanish', async ({page}) => {
  await openToday(page);
  await page.evaluate(() => localStorage.setItem('knotwork.settings', JSON.stringify({language: 'es'})));
  await page.reload();
  await press(page, /^Empezar la sesión/);
  await press(page, /^6/);
  await expect(page.getByRole('heading', {level: 1})).toContainText('lado derecho');
  await press(page, /^En posición/);
  await pass(page, 3);
  await expect(page.getByText(/^(Inspira|Espira)$/)).toBeVisible();
  await expect(page.getByRole('button', {name: 'Menos'})).toBeVisible();
});
