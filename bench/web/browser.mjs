// What every measurement of the app needs: the server, Chromium on a phone's screen, and how it is slowed down.
import {spawn} from 'node:child_process';
import {createRequire} from 'node:module';
import {fileURLToPath, pathToFileURL} from 'node:url';

// The packages of web/app, from here.
const packages = createRequire(new URL('../../web/app/package.json', import.meta.url));
export const bring = (name) => import(pathToFileURL(packages.resolve(name)));
const {chromium} = packages('@playwright/test');

const chromiumPath = process.env['KNOTWORK_CHROMIUM'] ?? '/usr/bin/chromium';
// Without a graphics card the body is drawn by SwiftShader. Letters and boxes are not (--disable-gpu-rasterization): each way of drawing
// them would first be compiled for that card which is not there, 0.3 s of a first visit that no phone spends.
const chromiumArguments = [
  '--no-sandbox', '--disable-gpu-rasterization', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const phone = {viewport: {width: 360, height: 740}, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: 'en-GB'};

// Chromium's "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms from asking to answering.
const slow4G = {offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8};
const slowdown = 4;
const coarse = 0.5; // device pixels a pixel

// knotwork serve, until `stop` is called.
export async function serve(port) {
  const program = fileURLToPath(new URL('../../build/release/bin/knotwork', import.meta.url));
  const server = spawn(program, ['serve', '--port', port], {stdio: ['ignore', 'ignore', 'inherit']});
  const address = `http://127.0.0.1:${port}/`;
  for (let left = 100; ; --left) {
    if (server.exitCode !== null || left === 0) throw new Error(`knotwork serve --port ${port} does not answer`);
    const answer = await fetch(`${address}health`).catch(() => null);
    if (answer?.ok) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return {address, stop: () => server.kill()};
}

// A browser that knows nothing of the app, with one page that is as slow as was asked. `probe` runs in the page before all else;
// at `port` the browser can be steered by others as well. `isCoarse` draws a sixteenth of the pixels: without a graphics card the
// processor draws them, and what the app itself does would drown in that.
export async function openPhone({isLineSlow = false, isProcessorSlow = true, isCoarse = false, probe, port}) {
  const args = port ? [...chromiumArguments, `--remote-debugging-port=${port}`] : chromiumArguments;
  const browser = await chromium.launch({executablePath: chromiumPath, args});
  const context = await browser.newContext({...phone, ...(isCoarse ? {deviceScaleFactor: coarse} : {})});
  await warm(context);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (isProcessorSlow) await session.send('Emulation.setCPUThrottlingRate', {rate: slowdown});
  await session.send('Network.enable');
  if (isLineSlow) await session.send('Network.emulateNetworkConditions', slow4G);
  if (probe) await page.addInitScript(probe);
  return {browser, context, page, session};
}

// A person's browser has been open for a while: its start, and that of its drawing, is not the app's.
async function warm(context) {
  const page = await context.newPage();
  await page.setContent('<p>warm</p><canvas></canvas>');
  await page.evaluate(() => {
    const gl = document.querySelector('canvas').getContext('webgl2');
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.finish();
  });
  await page.screenshot();
  await page.close();
}

// A finger from place to place (pixels), one report of the screen after the other, `apart` ms between them.
export async function draw(session, places, apart = 0) {
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', {type, touchPoints});
  const began = performance.now();
  for (const [i, {x, y}] of places.entries()) {
    const left = began + i * apart - performance.now();
    if (left > 0) await new Promise((done) => setTimeout(done, left));
    const sent = touch(i === 0 ? 'touchStart' : 'touchMove', [{x, y}]);
    // A screen does not wait for the page.
    if (apart === 0) await sent;
    else sent.catch(() => {});
  }
  await touch('touchEnd', []);
}

// What the app says once there is an answer, also that there is none.
export const isAnswer = /%|do not know|too little/i;

// Places between those of a way, so many pixels apart.
export function along(way, step) {
  return way.flatMap((to, i) => {
    if (i === 0) return [to];
    const from = way[i - 1];
    const count = Math.max(1, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / step));
    return Array.from({length: count}, (_, k) => ({x: from.x + ((to.x - from.x) * (k + 1)) / count, y: from.y + ((to.y - from.y) * (k + 1)) / count}));
  });
}

// A place on the picture of the body: shares of the figure's height from its middle, which is the middle of the picture.
export async function placesOnBody(page, shares) {
  const box = await page.getByRole('application').boundingBox();
  const height = Math.min(box.height, (box.width / 1.07) * 1.7) / 1.06;
  return shares.map(([right, down]) => ({x: box.x + box.width / 2 + right * height, y: box.y + box.height / 2 + down * height}));
}

export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
export const median = (values) => quantile(values, 0.5);
