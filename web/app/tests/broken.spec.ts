// What breaks: the engine, its worker, and what is fetched. It is said in plain words or mended in silence, the drawing stays, and
// the way goes on without a reload.
import {expect, type Locator, type Page, type Worker} from '@playwright/test';

import {finger, mouse} from './hands';
import {english} from './languages';
import {test, waitUntilKept} from './server';
import {journalOf, left, likelySources, paintThigh, pass, putBack, read, stroke, waitUntilDrawn, Way} from './way';

test.use({contextOptions: {reducedMotion: 'reduce'}});

const calf = [[0.08, 0.3], [0.08, 0.38]] as [number, number][];
const again = (page: Page): Locator => page.getByRole('button', {name: /^(Try again|Intentar de nuevo)$/}).filter({visible: true});
const notThere = (page: Page): Locator => page.getByText('The part that works it out is not there. Your drawing is safe.').filter({visible: true}).first();
const engineWorker = (page: Page): Worker => page.workers().find((worker) => worker.url().includes('engine-worker'))!;
const flip = (bytes: Buffer): Buffer => {
  const out = Buffer.from(bytes);
  out[out.length >> 1]! ^= 1;
  return out;
};
const cut = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1);

// Damages a file on its way, as often as told.
async function damage(page: Page, file: string, how: (bytes: Buffer) => Buffer, times?: number): Promise<void> {
  await page.route(file, async (route) => route.fulfill({body: how(await (await route.fetch()).body()), contentType: 'application/octet-stream'}), times ? {times} : {});
}

// Whether the page was loaded anew from here on.
function watchLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

test.describe('the engine', {tag: '@desktop'}, () => {
  test.use({serviceWorkers: 'block'});

  test('that traps is replaced in silence: the drawing stays, and the next stroke is traced', async ({page}) => {
    // The worker lets the memory of the module be reached, so that it can be overwritten.
    await page.route('**/engine-worker-*.js', async (route) => {
      const script = await (await route.fetch()).text();
      const reach = `{
        const instantiate = WebAssembly.instantiate;
        WebAssembly.instantiate = async (...parts) => {
          const made = await instantiate(...parts);
          globalThis.reached = Object.values(made.exports).find((one) => one instanceof WebAssembly.Memory);
          return made;
        };
      }`;
      await route.fulfill({body: `${reach}\n${script}`, contentType: 'text/javascript'});
    });
    await page.goto('./');
    await paintThigh(page, english.back);
    await expect(likelySources(page)).toContainText('right');
    const before = await likelySources(page).innerText();
    const worker = engineWorker(page);
    await worker.evaluate(() => new Uint8Array((globalThis as unknown as {reached: WebAssembly.Memory}).reached.buffer).fill(0xff));
    const [ended, next] = [worker.waitForEvent('close'), page.waitForEvent('worker')];
    await stroke(page, calf, false);
    await Promise.all([ended, next]);
    await expect(likelySources(page)).not.toHaveText(before);
    await expect(likelySources(page)).toContainText('right');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', {name: 'Undo'}).click();
    await expect(likelySources(page)).toHaveText(before);
  });

  test('whose worker is gone without a word is replaced after a while', async ({page}) => {
    await page.clock.install();
    await page.goto('./');
    await paintThigh(page, english.back);
    await expect(likelySources(page)).toContainText('right');
    const before = await likelySources(page).innerText();
    await engineWorker(page).evaluate(() => self.close());
    await stroke(page, calf, false);
    const next = page.waitForEvent('worker');
    await page.clock.runFor(31_000);
    await next;
    await expect(likelySources(page)).not.toHaveText(before);
    await expect(likelySources(page)).toContainText('right');
  });

  test('that breaks down in the middle of a hold goes on with it', async ({page}) => {
    const way = new Way(page, english, mouse);
    await page.goto('./');
    await putBack(page, journalOf(read('examples/runner-case.json')));
    await page.goto('#/today');
    await way.beginSession(6);
    await way.button(english.inPosition).click();
    await pass(page, 16);
    const before = await left(page);
    const next = page.waitForEvent('worker');
    await engineWorker(page).evaluate(() => void setTimeout(() => {
      throw new Error('broken');
    }));
    await next;
    await pass(page, 8);
    expect(await left(page)).toBeLessThan(before - 6);
    expect(await left(page)).toBeGreaterThan(before - 12);
  });

  test('that breaks down again and again says so, and is started again when one wants', async ({page}) => {
    const loads = watchLoads(page);
    await page.route('**/engine-worker-*.js', (route) => route.fulfill({body: 'throw new Error("broken")', contentType: 'text/javascript'}));
    await page.goto('./');
    await paintThigh(page, english.back);
    await expect(notThere(page)).toBeVisible();
    await page.getByRole('link', {name: english.check}).click();
    await expect(page.getByRole('alert')).toContainText('The part that does the reckoning stopped. Your drawing is safe');
    await page.unroute('**/engine-worker-*.js');
    await again(page).click();
    await expect(page.getByRole('heading', {name: 'A little about you'})).toBeVisible();
    expect(loads()).toBe(1);
  });

  for (const [name, file, how] of [['atlas, one bit of it,', '**/atlas-*.bin', flip], ['atlas, the second half of it missing,', '**/atlas-*.bin', cut], ['module', '**/knotwork-*.wasm', flip]] as const)
    test(`whose ${name} comes damaged says so, keeps the drawing, and is fetched again`, async ({page}) => {
      const loads = watchLoads(page);
      await damage(page, file, how);
      await page.goto('./');
      await paintThigh(page, english.back);
      await expect(notThere(page)).toBeVisible();
      await page.getByRole('link', {name: english.check}).click();
      await expect(page.getByRole('alert')).toContainText('arrived damaged. Your drawing is safe');
      await again(page).click();
      await expect(page.getByRole('alert')).toContainText('arrived damaged'); // still damaged
      await page.unroute(file);
      await again(page).click();
      await expect(page.getByRole('heading', {name: 'A little about you'})).toBeVisible();
      await page.getByRole('link', {name: english.whereStep}).click();
      await expect(likelySources(page)).toContainText('right');
      expect(loads()).toBe(1);
    });

  test('that comes damaged once is fetched again in silence', async ({page}) => {
    let asked = 0;
    page.on('request', (request) => {
      if (/atlas-.*\.bin/.test(request.url())) asked += 1;
    });
    await damage(page, '**/atlas-*.bin', flip, 1);
    await page.goto('./');
    await paintThigh(page, english.back);
    await expect(likelySources(page)).toContainText('right');
    expect(asked).toBe(2);
  });

  test('painted meanwhile, it is traced without another stroke once the engine comes', async ({page}) => {
    await page.route('**/atlas-*.bin', (route) => route.fulfill({status: 404}));
    await page.goto('./');
    await paintThigh(page, english.back);
    await expect(again(page)).toBeVisible();
    await page.unroute('**/atlas-*.bin');
    await again(page).click();
    await expect(likelySources(page)).toContainText('right');
  });
});

test.describe('a part of the app', {tag: '@phone'}, () => {
  test.use({serviceWorkers: 'block'});

  test('that is not found can be tried again, and the drawing stays', async ({page}) => {
    const loads = watchLoads(page);
    await page.route('**/CheckScreen-*.js', (route) => route.fulfill({status: 404}));
    await page.goto('./');
    await paintThigh(page, english.back, true);
    await expect(likelySources(page)).toContainText('right');
    await page.getByRole('link', {name: english.check}).filter({visible: true}).tap();
    await expect(page.getByRole('alert')).toContainText('This part of the app could not be fetched.');
    await page.unroute('**/CheckScreen-*.js');
    await again(page).tap();
    await expect(page.getByRole('heading', {name: 'A little about you'})).toBeFocused();
    expect(loads()).toBe(1);
  });

  test('the body, damaged on its way, can be tried again', async ({page}) => {
    await damage(page, '**/neutral-*.bin', cut);
    await page.goto('./');
    await expect(page.getByRole('alert')).toContainText('The body could not be fetched.');
    await page.unroute('**/neutral-*.bin');
    await again(page).tap();
    await paintThigh(page, english.back, true);
    await expect(likelySources(page)).toContainText('right');
  });

  test('the Spanish of the atlas, not found, can be tried again', async ({page}) => {
    await page.route('**/es-*.js', (route) => route.fulfill({status: 404}));
    await page.goto('#/settings');
    await page.getByText('Español', {exact: true}).tap();
    await expect(page.getByRole('alert')).toContainText('no se han podido descargar en español');
    await page.unroute('**/es-*.js');
    await again(page).tap();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.goto('#/atlas/muscle/gluteus-minimus');
    await expect(page.getByRole('heading', {level: 1})).toHaveText('Glúteo menor');
  });

  test('the page for a therapist, not found, can be tried again', async ({page}, info) => {
    const way = new Way(page, english, finger);
    await page.route('**/make-report-*.js', (route) => route.fulfill({status: 404}));
    await page.goto('./');
    await putBack(page, journalOf(read('examples/runner-case.json')));
    await way.button(english.makeReport).tap();
    await expect(page.getByRole('alert')).toContainText('It could not be made. What you wrote down is safe.');
    await page.unroute('**/make-report-*.js');
    expect(await way.takeReport(info.outputPath('report.pdf'))).toContain(english.likeliest);
  });
});

test.describe('the copy for use without a network', {tag: '@desktop'}, () => {
  test('keeps nothing that came damaged', async ({browser, serve}) => {
    let isDamaged = true;
    const server = await serve((path, bytes) => (isDamaged && path.includes('/atlas-') ? flip(bytes) : bytes));
    const context = await browser.newContext({baseURL: server.address, reducedMotion: 'reduce'});
    const page = await context.newPage();
    const worker = context.waitForEvent('serviceworker');
    await page.goto('./');
    await paintThigh(page, english.back);
    await expect(again(page)).toBeVisible();
    await waitUntilDrawn(page, 1);
    await worker;
    // A worker that could not keep everything is thrown away.
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({installing, waiting, active}) => (installing ?? waiting ?? active)?.state))).toEqual([]);

    isDamaged = false;
    for (const _ of ['mended', 'kept']) {
      await page.reload();
      await expect(likelySources(page)).toContainText('right');
    }
    await waitUntilKept(page);
    await server.stop();
    await page.goto('./');
    await page.reload();
    await expect(likelySources(page)).toContainText('right');
    await context.close();
  });

  test('is mended where a file of it went bad', async ({browser, serve}) => {
    const server = await serve();
    const context = await browser.newContext({baseURL: server.address, reducedMotion: 'reduce'});
    const page = await context.newPage();
    await page.goto('./');
    await paintThigh(page, english.back);
    await waitUntilKept(page);
    const spoilt = await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (!request.url.includes('/atlas-')) continue;
          const kept = (await cache.match(request))!;
          const bytes = new Uint8Array(await kept.arrayBuffer());
          bytes[bytes.length >> 1]! ^= 1;
          await cache.put(request, new Response(bytes, {headers: kept.headers}));
          return true;
        }
      }
      return false;
    });
    expect(spoilt).toBe(true);
    await page.goto('./');
    await page.reload();
    await expect(likelySources(page)).toContainText('right');
    await server.stop();
    await (await context.newCDPSession(page)).send('Network.clearBrowserCache'); // what the browser keeps of its own accord
    await page.reload();
    await expect(likelySources(page)).toContainText('right');
    await context.close();
  });
});
