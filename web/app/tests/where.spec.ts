// Painting where it hurts, with a real mouse, real fingers, and without either.
import AxeBuilder from '@axe-core/playwright';
import {expect, test, type Locator, type Page} from '@playwright/test';

const body = (page: Page): Locator => page.getByRole('application', {name: /Your body|Tu cuerpo/});

async function open(page: Page): Promise<void> {
  await page.goto('./');
  await expect(body(page)).toBeVisible();
  await expect(page.getByText(/body is coming/)).toHaveCount(0);
}

// A place of the picture: shares of the figure's height from its middle, which is the middle of the picture.
async function place(page: Page, right: number, down: number): Promise<{x: number; y: number}> {
  const box = (await body(page).boundingBox())!;
  const height = Math.min(box.height, (box.width / 1.07) * 1.7) / 1.06;
  return {x: box.x + box.width / 2 + right * height, y: box.y + box.height / 2 + down * height};
}

type Way = [right: number, down: number][];

async function stroke(page: Page, way: Way, isTouch: boolean): Promise<void> {
  const points = await Promise.all(way.map(([right, down]) => place(page, right, down)));
  const [first, ...rest] = points;
  const steps = rest.flatMap((to, i) => {
    const from = points[i]!;
    return Array.from({length: 12}, (_, k) => ({x: from.x + ((to.x - from.x) * (k + 1)) / 12, y: from.y + ((to.y - from.y) * (k + 1)) / 12}));
  });
  if (isTouch) return touch(page, [[first!], ...steps.map((step) => [step])]);
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const {x, y} of steps) await page.mouse.move(x, y);
  await page.mouse.up();
}

// Fingers as the device reports them: one list of places for each moment.
async function touch(page: Page, moments: {x: number; y: number}[][]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [i, fingers] of moments.entries())
    await session.send('Input.dispatchTouchEvent', {type: i === 0 ? 'touchStart' : 'touchMove', touchPoints: fingers.map(({x, y}, id) => ({x, y, id}))});
  await session.send('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: []});
  await session.detach();
}

const backOfRightThigh: Way = [[0.075, 0.08], [0.085, 0.2]];
const sources = (page: Page) => page.getByRole('status').filter({hasText: '%'});
const turn = (page: Page, side: string) => page.getByRole('button', {name: side, exact: true}).click();
const list = (page: Page) => page.getByRole('button', {name: 'List: choose where it hurts'});

// What the list says of a part of the body: its ticks, and what is partly painted.
async function inList(page: Page, group: string): Promise<string[]> {
  if (!(await page.getByRole('searchbox').isVisible())) await list(page).click();
  const found = page.locator('details', {has: page.locator('summary', {hasText: group})});
  if (!(await found.getAttribute('open').then((value) => value !== null))) await found.locator('summary').click();
  const labels = found.locator('label');
  const out: string[] = [];
  for (const label of await labels.all()) {
    const text = (await label.innerText()).replace(/\s+/g, ' ');
    if ((await label.getByRole('checkbox').isChecked()) || text.includes('partly')) out.push(text);
  }
  return out;
}

test('a stroke paints, names likely sources, is undone and redone, and is there after a reload', async ({page, hasTouch}) => {
  await open(page);
  await expect(page.getByRole('link', {name: /Check it/})).toHaveCount(0);
  await turn(page, 'Back');
  await page.waitForTimeout(600);
  await stroke(page, backOfRightThigh, hasTouch);
  await expect(sources(page)).toContainText(/right/);
  await expect(page.getByRole('link', {name: /Check it/})).toBeVisible();

  await page.getByRole('button', {name: 'Undo'}).click();
  await expect(page.getByRole('link', {name: /Check it/})).toHaveCount(0);
  await page.getByRole('button', {name: 'Redo'}).click();
  await expect(sources(page)).toContainText(/right/);

  await page.waitForTimeout(300);
  await page.reload();
  await expect(sources(page)).toContainText(/right/);
  expect((await inList(page, 'Thigh')).join()).toMatch(/back of the thigh, Right/);
  await page.getByRole('link', {name: /Check it/}).click();
  await expect(page).toHaveURL(/#\/check$/);
});

test('the eraser takes away what it touches, and undo brings it back', async ({page, hasTouch}) => {
  await open(page);
  await turn(page, 'Back');
  await page.waitForTimeout(600);
  await stroke(page, backOfRightThigh, hasTouch);
  await expect(sources(page)).toContainText(/right/);
  await page.getByRole('button', {name: 'Eraser'}).click();
  await stroke(page, [[0.055, 0.06], [0.1, 0.08], [0.06, 0.1], [0.11, 0.12], [0.06, 0.14], [0.11, 0.16], [0.06, 0.18], [0.12, 0.2], [0.07, 0.22]], hasTouch);
  const left = await inList(page, 'Thigh');
  await page.getByRole('button', {name: 'Undo'}).click();
  await expect.poll(() => inList(page, 'Thigh').then((all) => all.length)).toBeGreaterThan(left.length);
});

test('both sides are painted at once where that was asked for, and only there', async ({page, hasTouch}) => {
  await open(page);
  await turn(page, 'Back');
  await page.waitForTimeout(600);
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

test('all is cleared, and put back', async ({page, hasTouch}) => {
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

test('without drawing: with the keyboard alone', async ({page, isMobile}) => {
  test.skip(isMobile, 'a phone has none');
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
  await expect(sources(page)).toContainText(/right/);
  await page.keyboard.press('Control+z');
  await expect(box).not.toBeChecked();
  await page.keyboard.press('Control+Shift+z');
  await expect(box).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await expect(list(page)).toBeFocused();
});

test('two fingers turn the body and paint nothing', async ({page, hasTouch}) => {
  test.skip(!hasTouch, 'a mouse has no fingers');
  await open(page);
  const [one, two] = [await place(page, -0.05, -0.1), await place(page, 0.05, -0.1)];
  const by = (dx: number) => [one, two].map(({x, y}) => ({x: x + dx, y}));
  await touch(page, [[one], ...Array.from({length: 20}, (_, i) => by(-10 * i))]);
  await expect(page.getByRole('button', {name: 'Front', exact: true})).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('link', {name: /Check it/})).toHaveCount(0);
});

test('keys turn the body', async ({page, isMobile}) => {
  test.skip(isMobile, 'a phone has none');
  await open(page);
  await body(page).focus();
  for (let i = 0; i < 12; ++i) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', {name: 'Back', exact: true})).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', {name: 'Front', exact: true})).toHaveAttribute('aria-pressed', 'true');
});

test('a browser without WebGL says so and offers the list', async ({page}) => {
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

test('the figure can be changed, and what is painted goes with it', async ({page, hasTouch}) => {
  await open(page);
  await turn(page, 'Back');
  await page.waitForTimeout(600);
  await stroke(page, backOfRightThigh, hasTouch);
  const before = await inList(page, 'Thigh');
  await page.getByRole('button', {name: 'Done'}).click();
  const feel = page.getByRole('button', {name: /How it feels there/});
  if (await feel.isVisible()) await feel.click();
  await page.getByRole('button', {name: 'Female'}).click();
  if (await feel.isVisible()) await feel.click();
  await page.waitForTimeout(1000);
  expect(await inList(page, 'Thigh')).toEqual(before);
});

for (const theme of ['light', 'dark'] as const)
  test(`nothing for axe to find, ${theme}`, async ({page, hasTouch}) => {
    await page.emulateMedia({colorScheme: theme});
    await open(page);
    const look = async () => expect((await new AxeBuilder({page}).analyze()).violations).toEqual([]);
    await look();
    await stroke(page, [[0.0, -0.1], [0.0, 0.0]], hasTouch);
    await expect(sources(page)).toHaveCount(1);
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
  test(`all of it fits ${width} x ${height}, and nothing lies over the body`, async ({page, hasTouch, isMobile}) => {
    test.skip(isMobile === width > 800, 'the other kind of device');
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
