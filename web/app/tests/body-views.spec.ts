// The body views against stored pictures: what a person paints, and what is laid over it, looks as it did.
//
//     KNOTWORK_STORE_PICTURES=1 npx playwright test body-views --project desktop      draws the stored pictures anew
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';

import {expect, test, type Page} from '@playwright/test';
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';
import {createServer, type ViteDevServer} from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const isStoring = process.env['KNOTWORK_STORE_PICTURES'] === '1';
const size = {width: 360, height: 480};

// Drawing on another machine moves the edges by fractions of a pixel: a colour may be a little off, and one pixel in 400.
const tolerance = {threshold: 0.15, share: 1 / 400};

const marks = [
  {intensity: 8, quality: 'burning', regions: ['right upper front of the thigh']},
  {intensity: 3, quality: 'ache', regions: ['left upper chest']},
  {intensity: 5, quality: 'numb', regions: ['left upper shin']},
  {intensity: 7, quality: 'sharp', regions: ['right upper buttock']},
  {intensity: 5, quality: 'tight', regions: ['left upper back']},
  {intensity: 10, stroke: {radius_cm: 3, points: [{xyz: [0.126, 0.723, -0.037]}, {xyz: [0.124, 0.624, -0.028]}, {xyz: [0.134, 0.529, -0.016]}]}},
];
const source = 'gluteus-minimus/2/right';
const pictures = {
  front: {view: 'front'},
  back: {view: 'back'},
  left: {view: 'left'},
  right: {view: 'right'},
  female: {view: 'front', body: 'female'},
  male: {view: 'back', body: 'male'},
  'painted-front': {view: 'front', marks},
  'painted-back': {view: 'back', marks},
  field: {view: 'back', fields: [{source, strength: 1}], points: [{source}], marks: [{intensity: 6, regions: ['right lower buttock']}]},
  muscles: {view: 'back', muscles: ['gluteus-maximus/right', 'gluteus-medius', 'gluteus-minimus/left']},
} as const;

let server: ViteDevServer;
test.beforeAll(async () => {
  server = await createServer({configFile: here('../vite.config.ts'), root: here('..'), server: {host: '127.0.0.1', port: 0, hmr: false, watch: null}, logLevel: 'error'});
  await server.listen();
});
test.afterAll(() => server.close());
test.use({viewport: size, deviceScaleFactor: 1});

async function open(page: Page, shown: object): Promise<void> {
  const {port} = server.httpServer!.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/tests/body-views/?${encodeURIComponent(JSON.stringify(shown))}`);
}
async function drawStill(page: Page, shown: object): Promise<PNG> {
  await open(page, {...shown, still: true});
  const image = page.getByRole('img', {name: 'still'});
  await expect(image).toBeVisible({timeout: 60_000});
  return PNG.sync.read(await image.screenshot());
}
function share(one: PNG, other: PNG): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  return pixelmatch(one.data, other.data, undefined, one.width, one.height, {threshold: tolerance.threshold}) / (one.width * one.height);
}

for (const [name, shown] of Object.entries(pictures))
  test(`${name} looks as it did`, async ({page}) => {
    const now = await drawStill(page, shown);
    const file = here(`body-views/pictures/${name}.png`);
    if (isStoring) {
      mkdirSync(here('body-views/pictures'), {recursive: true});
      writeFileSync(file, PNG.sync.write(now));
      return;
    }
    expect(existsSync(file), `${file} is missing`).toBe(true);
    expect(share(now, PNG.sync.read(readFileSync(file)))).toBeLessThan(tolerance.share);
  });

test('the pictures tell each other apart', async ({page}) => {
  const plain = await drawStill(page, pictures.back);
  for (const name of ['painted-back', 'field', 'muscles'] as const) expect(share(plain, await drawStill(page, pictures[name]))).toBeGreaterThan(4 * tolerance.share);
});

test('what is on the page is what renderStill draws, in the colours of the theme', async ({page}) => {
  const still = await drawStill(page, {...pictures.field, look: 'screen'});
  await open(page, pictures.field);
  const body = page.getByRole('application');
  await expect.poll(async () => share(still, PNG.sync.read(await body.screenshot())), {timeout: 60_000}).toBeLessThan(tolerance.share);
});

test('the drawing is there again after the graphics card was lost', async ({page}) => {
  await open(page, pictures.field);
  const body = page.getByRole('application');
  const picture = async () => PNG.sync.read(await body.screenshot());
  const still = await drawStill(page, {...pictures.field, look: 'screen'});
  await open(page, pictures.field);
  await expect.poll(async () => share(still, await picture()), {timeout: 60_000}).toBeLessThan(tolerance.share);
  const context = await page.locator('canvas').evaluateHandle((canvas: HTMLCanvasElement) => canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!);
  await context.evaluate((lose) => lose.loseContext());
  await expect(page.getByText('The body is coming')).toBeVisible();
  await context.evaluate((lose) => lose.restoreContext());
  await expect(page.getByText('The body is coming')).toBeHidden();
  await expect.poll(async () => share(still, await picture()), {timeout: 60_000}).toBeLessThan(tolerance.share);
});
