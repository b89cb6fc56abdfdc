// What holds on every screen: nothing for axe to find, no way sideways at 320 px, nothing asked of anybody else, and all of
// it without a network after the first visit.
import AxeBuilder from '@axe-core/playwright';
import {expect, test} from '@playwright/test';

import {english, spanish} from './languages';
import {body, journalOf, paintThigh, putBack, read} from './way';

const screens = [
  'where', 'check', 'source', 'today', 'progress', 'share', 'atlas', 'atlas/muscle/gluteus-minimus', 'atlas/condition/l5-radiculopathy',
  'people', 'settings', 'about',
];

for (const theme of ['light', 'dark'] as const) {
  test(`nothing for axe to find on any screen, ${theme}`, async ({page, isMobile}) => {
    test.setTimeout(240_000);
    await page.emulateMedia({colorScheme: theme});
    await page.goto('./');
    await putBack(page, read('examples/journals/runner.json'));
    for (const screen of screens) {
      await page.goto(`#/${screen}`);
      await expect(page.getByRole('heading', {level: 1})).toBeVisible();
      await page.waitForLoadState('networkidle');
      if (isMobile) {
        await page.setViewportSize({width: 320, height: 640});
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${screen} is wider than 320 px`).toBeLessThanOrEqual(320);
      }
      const {violations} = await new AxeBuilder({page}).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map((one) => `${screen}: ${one.id} ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    }
  });
}

test('nobody else is ever asked, and the policy is never broken', {tag: '@desktop'}, async ({page, baseURL}) => {
  test.setTimeout(180_000);
  const asked = new Set<string>();
  const broken: string[] = [];
  page.on('request', (request) => {
    const {protocol, origin} = new URL(request.url());
    if (protocol !== 'blob:' && protocol !== 'data:') asked.add(origin);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) broken.push(message.text());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto('./');
  await paintThigh(page, 'Back');
  for (const screen of screens) {
    await page.goto(`#/${screen}`);
    await expect(page.getByRole('heading', {level: 1})).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  expect([...asked]).toEqual([new URL(baseURL!).origin]);
  expect(broken).toEqual([]);
  expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toContain("default-src 'none'");
});

test('after the first visit every screen works with the network off', {tag: '@phone'}, async ({page, context}) => {
  test.setTimeout(180_000);
  await page.goto('./');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForLoadState('networkidle');
  await page.reload(); // from here on the service worker answers
  await context.setOffline(true);
  await page.reload();
  await paintThigh(page, 'Back');
  await expect(page.getByRole('status').filter({hasText: '%'})).toContainText('right');
  await putBack(page, journalOf(read('examples/runner-case.json')));
  for (const screen of screens) {
    await page.goto(`#/${screen}`);
    await expect(page.getByRole('heading', {level: 1})).toBeVisible();
    await expect(page.getByText(/could not be fetched/)).toHaveCount(0);
  }
});

test('the language changes at once, on every screen', {tag: '@desktop'}, async ({page}) => {
  await page.goto('./');
  await paintThigh(page, english.back);
  await page.goto('#/settings');
  await page.getByText('Español', {exact: true}).click();
  await expect(page.getByRole('heading', {level: 1})).toHaveText(spanish.settings);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.goto('#/source');
  await expect(page.getByRole('heading', {level: 1})).toHaveText(/dolor|músculo/);
  await page.goto('#/atlas/muscle/gluteus-minimus');
  await expect(page.getByRole('heading', {level: 1})).toHaveText('Glúteo menor');
  await page.goto('#/where');
  await expect(body(page)).toHaveAccessibleName(/Tu cuerpo/);
});
