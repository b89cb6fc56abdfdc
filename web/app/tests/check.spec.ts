// Danger signs, questions, and the answer with all that stands behind it.
import {expect, test, type Page} from '@playwright/test';

import {journalOf, paintThigh, putBack, read} from './way';

async function beginCheck(page: Page): Promise<void> {
  await page.goto('./');
  await paintThigh(page, 'Back');
  await page.getByRole('link', {name: /Check it/}).click();
  await page.getByRole('button', {name: 'Skip'}).click();
  await expect(page.getByText(/Danger signs · page 1 of \d/)).toBeVisible();
}
const sign = (page: Page, text: RegExp) => page.getByRole('button', {name: text});

test('a danger sign must be decided, and is taken back where it was wrong', {tag: '@phone'}, async ({page}) => {
  await beginCheck(page);
  await sign(page, /bladder/).click();
  await expect(page.getByText(/Getting up at night/)).toBeVisible(); // what counts as yes
  await page.getByRole('button', {name: 'Go on', exact: true}).click();
  await expect(page.getByRole('alert')).toContainText('Decide');
  await page.getByRole('button', {name: 'Yes, that fits'}).click();
  await page.getByRole('button', {name: 'Go on', exact: true}).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Go to an emergency department now');

  await dialog.getByRole('button', {name: /wrongly/}).click();
  await expect(dialog).toHaveCount(0);
  await expect(sign(page, /bladder/)).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', {name: 'No, not quite'}).click();
  await page.getByRole('button', {name: 'Go on', exact: true}).click();
  await expect(page.getByText(/page 2 of/)).toBeVisible();

  // Once it was read, everything goes on, and says it first.
  await page.getByRole('button', {name: 'Previous'}).click();
  await page.getByRole('button', {name: 'Yes, that fits'}).click();
  await page.getByRole('button', {name: 'Go on', exact: true}).click();
  await dialog.getByRole('button', {name: 'I have read this'}).click();
  await expect(page.getByText(/page 2 of/)).toBeVisible();
  await page.getByRole('button', {name: /^Stop here/}).click();
  await expect(page.getByRole('heading', {level: 1})).toHaveText('Get help first: this is an emergency.');
});

test('a sign with sides asks for the side', {tag: '@desktop'}, async ({page}) => {
  await beginCheck(page);
  const calf = sign(page, /calf/);
  while (!(await calf.isVisible())) {
    const before = await page.locator('.eyebrow').innerText();
    await page.getByRole('button', {name: 'None of these'}).click();
    await expect(page.locator('.eyebrow')).not.toHaveText(before);
  }
  await calf.click();
  await page.getByRole('button', {name: 'Yes, that fits'}).click();
  await page.getByRole('button', {name: 'Go on', exact: true}).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('group', {name: 'On which side?'}).getByRole('button', {name: 'Left'}).click();
  await page.getByRole('button', {name: 'Go on', exact: true}).click();
  await expect(page.getByRole('alert').filter({hasText: 'Decide'})).toHaveCount(0);
});

test('an emergency is shown on every screen that tells of the pain, until it is read', {tag: '@desktop'}, async ({page}) => {
  await page.goto('./');
  await putBack(page, journalOf(read('tests/cases/case-emergency.json')));
  const dialog = page.getByRole('dialog');
  for (const screen of ['check', 'source', 'today']) {
    await page.goto(`#/${screen}`);
    await page.reload();
    await expect(dialog).toContainText(/emergency/i);
    await expect(dialog.getByRole('link', {name: /112/})).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
  }
});

test('the answer shows why, what else, and its sources, and asks no other site', async ({page, baseURL}) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const {protocol, origin} = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(baseURL!).origin) foreign.push(request.url());
  });
  await page.goto('./');
  await putBack(page, journalOf(read('examples/cases/knee-before-replacement.json')));
  await page.goto('#/source');
  await expect(page.getByRole('heading', {level: 1})).toContainText('right vastus medialis');
  await expect(page.getByRole('application', {name: /pain pattern of the right vastus medialis/})).toBeVisible();
  await expect(page.getByText('speaks strongly for it')).toBeVisible();

  await page.locator('summary', {hasText: 'Knee osteoarthritis'}).click();
  await expect(page.getByRole('application', {name: /pain pattern of knee osteoarthritis/})).toBeVisible();

  await page.locator('summary', {hasText: 'Sources and doubts'}).click();
  const cited = page.locator('section', {hasText: 'Sources and doubts'}).last();
  for (const sources of await cited.locator('summary', {hasText: /^\d+ sources?$/}).all()) await sources.click();
  const links = cited.getByRole('link');
  await expect(links.first()).toBeVisible();
  for (const link of await links.all()) {
    expect(await link.getAttribute('rel')).toContain('noreferrer');
    expect(await link.getAttribute('href')).toMatch(/^https?:/);
  }
  expect(foreign).toEqual([]);
});
