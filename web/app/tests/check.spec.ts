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

test('a danger sign must be decided, stops everything, and is taken back where it was wrong', async ({page}) => {
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

test('a sign with sides asks for the side', async ({page}) => {
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

test('by keyboard alone, from the first page to a question', async ({page}) => {
  await beginCheck(page);
  const none = page.getByRole('button', {name: 'None of these'});
  for (let lists = 0; lists < 12; ++lists) {
    const heading = page.getByRole('heading', {level: 1});
    await expect(heading).toBeFocused(); // what is read next
    if (!(await none.isVisible())) break;
    const before = await page.locator('.eyebrow').innerText();
    for (let tabs = 0; tabs < 12 && !(await none.evaluate((button) => button === document.activeElement)); ++tabs) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('.eyebrow')).not.toHaveText(before);
  }
  await expect(page.getByText(/Question 1 ·/)).toBeVisible();
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
