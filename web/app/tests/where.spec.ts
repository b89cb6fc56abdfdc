// Painting where it hurts, with a real mouse, real fingers, and without either.
import AxeBuilder from '@axe-core/playwright';
import {expect, test, type Page} from '@playwright/test';
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';

import {touch} from './hands';
import {backOfRightThigh, body, likelySources, place, stroke, turn, waitUntilDrawn} from './way';

async function open(page: Page): Promise<void> {
  await page.goto('./');
  await expect(body(page)).toBeVisible();
  await expect(page.getByText(/body is coming/)).toHaveCount(0);
}

const list = (page: Page) => page.getByRole('button', {name: 'List: choose where it hurts'});

// Share of the pixels in which two pictures differ.
function differ(one: Buffer, other: Buffer): number {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, {threshold: 0.15}) / (a.width * a.height);
}

// What the list says of a part of the body: its ticks, and what is partly painted.
async function inList(page: Page, group: string): Promise<string[]> {
  if (!(await page.getByRole('searchbox').isVisible())) await list(page).click();
  const found = page.locator('details', {has: page.locator('summary', {hasText: group})});
  if (!(await found.getAttribute('open').then((value) => value !== null))) await found.locator('summary').click();
  return found.locator('label').evaluateAll((labels) =>
    (labels as HTMLElement[])
      .map((label) => ({text: label.innerText.replace(/\s+/g, ' '), isTicked: label.querySelector('input')!.checked}))
      .filter(({text, isTicked}) => isTicked || text.includes('partly'))
      .map(({text}) => text),
  );
}

test('a stroke paints, names likely sources, is undone and redone, and is there after a reload', async ({page, hasTouch}) => {
  await open(page);
  await expect(page.getByRole('link', {name: /Check it/})).toHaveCount(0);
  await turn(page, 'Back');
  await stroke(page, backOfRightThigh, hasTouch);
  await expect(likelySources(page)).toContainText(/right/);
  await expect(page.getByRole('link', {name: /Check it/})).toBeVisible();

  await page.getByRole('button', {name: 'Undo'}).click();
  await expect(page.getByRole('link', {name: /Check it/})).toHaveCount(0);
  await page.getByRole('button', {name: 'Redo'}).click();
  await expect(likelySources(page)).toContainText(/right/);

  await waitUntilDrawn(page, 1);
  await page.reload();
  await expect(likelySources(page)).toContainText(/right/);
  expect((await inList(page, 'Thigh')).join()).toMatch(/back of the thigh, Right/);
  await page.getByRole('link', {name: /Check it/}).click();
  await expect(page).toHaveURL(/#\/check$/);
});

test('the eraser takes away what it touches; undo brings it back, and what is left is there after a reload', async ({page, hasTouch}) => {
  await open(page);
  await turn(page, 'Back');
  await stroke(page, backOfRightThigh, hasTouch);
  await expect(likelySources(page)).toContainText(/right/);
  const painted = await likelySources(page).innerText();
  await page.getByRole('button', {name: 'Eraser'}).click();
  await stroke(page, [[0.05, 0.05], [0.11, 0.07], [0.06, 0.09], [0.11, 0.11]], hasTouch);
  await expect(likelySources(page)).not.toHaveText(painted);
  const rest = await likelySources(page).innerText();
  const left = await inList(page, 'Thigh');
  expect(left.length).toBeGreaterThan(0);
  await page.getByRole('button', {name: 'Done'}).click();

  await page.getByRole('button', {name: 'Undo'}).click();
  await expect(likelySources(page)).toHaveText(painted);
  expect((await inList(page, 'Thigh')).length).toBeGreaterThan(left.length);
  await page.getByRole('button', {name: 'Done'}).click();
  await page.getByRole('button', {name: 'Redo'}).click();
  await expect(likelySources(page)).toHaveText(rest);

  await turn(page, 'Back');
  const picture = await body(page).screenshot();
  await waitUntilDrawn(page, 1);
  await page.reload();
  await expect(likelySources(page)).toHaveText(rest);
  expect(await inList(page, 'Thigh')).toEqual(left);
  await page.getByRole('button', {name: 'Done'}).click();
  await turn(page, 'Back');
  expect(differ(picture, await body(page).screenshot())).toBeLessThan(0.002);
});

test('both sides are painted at once where that was asked for, and only there', {tag: '@phone'}, async ({page, hasTouch}) => {
  await open(page);
  await turn(page, 'Back');
  await stroke(page, backOfRightThigh, hasTouch);
  const one = await inList(page, 'Thigh');
  expect(one.length).toBeGreaterThan(0);
  expect(one.filter((label) => label.includes('Left'))).toEqual([]);
  await page.getByRole('button', {name: 'Done'}).click();

  await page.getByRole('button', {name: 'Undo'}).click();
  const feel = page.getByRole('button', {name: /How it feels there/});
  if (await feel.isVisible()) await feel.click();
  await page.getByRole('checkbox', {name: 'Paint both sides at once'}).check();
  if (await feel.isVisible()) await feel.click();
  await stroke(page, backOfRightThigh, hasTouch);
  const both = await inList(page, 'Thigh');
  expect(both.filter((label) => label.includes('Left')).length).toBe(both.length / 2);
});

test('all is cleared, and put back', {tag: '@phone'}, async ({page, hasTouch}) => {
  await open(page);
  await stroke(page, [[0.0, -0.1], [0.0, 0.0]], hasTouch);
  const check = page.getByRole('link', {name: /Check it/});
  await expect(check).toBeVisible();
  const feel = page.getByRole('button', {name: /How it feels there/});
  if (await feel.isVisible()) await feel.click();
  await page.getByRole('button', {name: 'Clear the drawing'}).click();
  await expect(check).toHaveCount(0);
  await page.getByRole('button', {name: 'Put it back'}).click();
  await expect(check).toBeVisible();
});

test('without drawing: with the keyboard alone', {tag: '@desktop'}, async ({page}) => {
  await open(page);
  await list(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('low but');
  const box = page.getByRole('checkbox', {name: 'Lower buttock, Right'});
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(box).toBeFocused();
  await page.keyboard.press('Space');
  await expect(box).toBeChecked();
  await expect(likelySources(page)).toContainText(/right/);
  await page.keyboard.press('Control+z');
  await expect(box).not.toBeChecked();
  await page.keyboard.press('Control+Shift+z');
  await expect(box).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

test('two fingers turn the body and paint nothing', {tag: '@phone'}, async ({page}) => {
  await open(page);
  const [one, two] = [await place(page, -0.05, -0.1), await place(page, 0.05, -0.1)];
  const by = (dx: number) => [one, two].map(({x, y}) => ({x: x + dx, y}));
  await touch(page, [[one], ...Array.from({length: 20}, (_, i) => by(-10 * i))]);
  await expect(page.getByRole('button', {name: 'Front', exact: true})).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('link', {name: /Check it/})).toHaveCount(0);
});

test('keys turn the body', {tag: '@desktop'}, async ({page}) => {
  await open(page);
  await body(page).focus();
  for (let i = 0; i < 12; ++i) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', {name: 'Back', exact: true})).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', {name: 'Front', exact: true})).toHaveAttribute('aria-pressed', 'true');
});

test('a browser without WebGL says so and offers the list', {tag: '@desktop'}, async ({page}) => {
  await page.addInitScript(() => {
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : (get as (...all: unknown[]) => unknown).call(this, kind, ...rest);
    } as typeof get;
  });
  await page.goto('./');
  await expect(page.getByText('cannot draw the body in 3D')).toBeVisible();
  await page.getByRole('button', {name: 'Use a list'}).first().click();
  await page.getByRole('searchbox').fill('calf');
  await page.getByRole('checkbox', {name: 'Upper calf, Left', exact: true}).check();
  await expect(page.getByRole('link', {name: /Check it/})).toBeVisible();
});

test('the figure can be changed, and what is painted goes with it', {tag: '@desktop'}, async ({page, hasTouch}) => {
  await open(page);
  await turn(page, 'Back');
  await stroke(page, backOfRightThigh, hasTouch);
  const before = await inList(page, 'Thigh');
  await page.getByRole('button', {name: 'Done'}).click();
  const feel = page.getByRole('button', {name: /How it feels there/});
  if (await feel.isVisible()) await feel.click();
  await page.getByRole('button', {name: 'Female'}).click();
  if (await feel.isVisible()) await feel.click();
  await expect.poll(() => inList(page, 'Thigh')).toEqual(before);
});

for (const theme of ['light', 'dark'] as const)
  test(`nothing for axe to find, ${theme}`, async ({page, hasTouch}) => {
    await page.emulateMedia({colorScheme: theme});
    await open(page);
    const look = async () => expect((await new AxeBuilder({page}).analyze()).violations).toEqual([]);
    await look();
    await stroke(page, [[0.0, -0.1], [0.0, 0.0]], hasTouch);
    await expect(likelySources(page)).toHaveCount(1);
    await look();
    const feel = page.getByRole('button', {name: /How it feels there/});
    if (await feel.isVisible()) {
      await feel.click();
      await look();
    }
    await list(page).click();
    await page.locator('summary').first().click();
    await look();
  });

for (const [width, height] of [[320, 568], [360, 740], [740, 360], [1280, 800]] as const)
  test(`all of it fits ${width} x ${height}, and nothing lies over the body`, {tag: width > 800 ? '@desktop' : '@phone'}, async ({page, hasTouch}) => {
    await page.setViewportSize({width, height});
    for (const language of ['en', 'es']) {
      await page.addInitScript((to) => localStorage.setItem('knotwork.settings', JSON.stringify({language: to})), language);
      await page.goto('./');
      const picture = page.getByRole('application');
      await expect(picture).toBeVisible();
      await expect(page.getByText(/body is coming|cuerpo está llegando/)).toHaveCount(0);
      const fits = async () => {
        const {scroll, inner} = await page.evaluate(() => ({
          scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
          inner: [innerWidth, innerHeight],
        }));
        expect(scroll).toEqual(inner);
        // The middle of the picture, where the body stands, belongs to the picture.
        const box = (await picture.boundingBox())!;
        expect(box.height).toBeGreaterThan(0.3 * Math.min(height, 568));
        for (const share of [0.05, 0.3, 0.6, 0.95])
          expect(await page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.tagName, [box.x + box.width / 2, box.y + box.height * share])).toBe('CANVAS');
      };
      await fits();
      await stroke(page, [[0.0, -0.1], [0.0, 0.0]], hasTouch);
      await expect(page.getByRole('link', {name: /Check it|Revisarlo/})).toBeVisible();
      await fits();
      await page.evaluate(() => indexedDB.deleteDatabase('knotwork'));
    }
  });
