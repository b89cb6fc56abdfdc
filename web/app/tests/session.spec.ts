// The guided session in a browser: what it comes to, by keyboard and without a fault that axe knows, and ended for now. The whole
// way leads through it as well, with a reload in the middle of a hold.
import AxeBuilder from '@axe-core/playwright';
import {expect, test, type Page} from '@playwright/test';

import {mouse} from './hands';
import {english} from './languages';
import {journalOf, left, pass, putBack, read, Way} from './way';

// A clock that is driven by hand calls for frames faster than any screen shows them: figures stand still here.
test.use({contextOptions: {reducedMotion: 'reduce'}});

// The plan of a runner.
async function openToday(page: Page): Promise<void> {
  await page.goto('./');
  await putBack(page, journalOf(read('examples/runner-case.json')));
  await page.goto('#/today');
  await expect(page.getByRole('article')).toHaveCount(3);
}
const press = (page: Page, name: string | RegExp) => page.getByRole('button', {name}).click();

test('what was done today is known afterwards', {tag: '@desktop'}, async ({page}) => {
  await openToday(page);
  const way = new Way(page, english, mouse);
  await way.beginSession(6);
  await expect(way.heading).toContainText('right side');
  await way.finishSession(2);
  await page.getByRole('link', {name: 'To today'}).click();
  for (const _ of ['at once', 'after a reload']) {
    await expect(page.getByText('Done once today.')).toBeVisible();
    await expect(page.getByText('Nothing more is due today.')).toBeVisible();
    await page.reload();
  }
});

test('by keyboard alone, and without a fault that axe knows', {tag: '@desktop'}, async ({page}) => {
  await openToday(page);
  await page.clock.install();
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
  await page.clock.runFor(10_000);
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
  await page.clock.install();
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
