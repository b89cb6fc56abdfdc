// The first visit over a slow line with a slow processor: how soon the body is there, a stroke paints, and its likely sources are
// named; and how many bytes that takes.
import {readFileSync} from 'node:fs';

import {along, draw, median, openPhone} from './browser.mjs';

const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8');

async function visit(address, isCoarse) {
  const {browser, context, page, session} = await openPhone({isLineSlow: true, isCoarse, probe});
  try {
    // Bytes as they came over the line, header fields included. What the service worker keeps for later is told apart.
    const came = []; // {at, bytes}
    let origin = null;
    session.on('Network.requestWillBeSent', ({timestamp}) => (origin ??= timestamp));
    session.on('Network.dataReceived', ({timestamp, encodedDataLength}) => came.push({at: timestamp, bytes: encodedDataLength}));
    session.on('Network.responseReceived', ({timestamp, response}) => came.push({at: timestamp, bytes: response.encodedDataLength}));
    let kept = 0;
    let keptFrom = Infinity;
    const sizes = [];
    context.on('request', (request) => {
      if (request.serviceWorker()) keptFrom = Math.min(keptFrom, Date.now());
    });
    context.on('requestfinished', (request) => {
      if (request.serviceWorker()) sizes.push(request.sizes().then(({responseBodySize, responseHeadersSize}) => (kept += responseBodySize + responseHeadersSize), () => {}));
    });

    let isThere;
    const body = new Promise((done) => (isThere = done));
    await page.exposeFunction('bodyIsThere', (x, y) => isThere({x, y}));
    await page.goto(address, {waitUntil: 'commit'});
    const {x, y} = await body;
    // The finger comes down as soon as there is something to paint on.
    await draw(session, along([{x, y: y - 60}, {x, y: y + 20}], 12), 16);
    await page.waitForFunction(() => Number.isFinite(window.seen.painted ?? Infinity), null, {polling: 50});
    await page.waitForFunction(() => window.seen.ranked !== null, null, {polling: 50});
    const seen = await page.evaluate(() => window.seen);
    const timeOrigin = await page.evaluate(() => performance.timeOrigin);
    const until = (at) => came.filter((one) => (one.at - origin) * 1000 <= at).reduce((sum, one) => sum + one.bytes, 0);
    // The service worker is done when it controls the page.
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
    await Promise.all(sizes);
    return {
      paint: await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime),
      body: seen.body, usable: seen.painted, ranked: seen.ranked,
      bytesUsable: until(seen.painted), bytesRanked: until(seen.ranked), bytesKept: kept,
      keepsAfterRanking: keptFrom - timeOrigin - seen.ranked,
    };
  } finally {
    await browser.close();
  }
}

export async function measureFirstLoad(address, runs, isCoarse = false) {
  const all = [];
  for (let run = 0; run < runs; ++run) {
    all.push(await visit(address, isCoarse));
  }
  return Object.fromEntries(['paint', 'body', 'usable', 'ranked', 'bytesUsable', 'bytesRanked', 'bytesKept', 'keepsAfterRanking'].map((key) => [key, median(all.map((one) => one[key]))]));
}
