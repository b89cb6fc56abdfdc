// From the finger's leaving the body to the likely sources of what it painted, on a slowed processor: one stroke on an empty drawing
// at a time, in places all over the body.
import {readFileSync} from 'node:fs';

import {along, draw, isAnswer, openPhone, placesOnBody, quantile} from './browser.mjs';

const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8');

const strokes = {
  Front: [
    [[-0.07, 0.08], [-0.08, 0.18]], [[0.075, 0.1], [0.08, 0.2]], [[0.0, -0.1], [0.0, 0.0]], [[-0.06, -0.3], [0.06, -0.3]],
    [[-0.095, 0.3], [-0.1, 0.38]], [[0.03, -0.2], [0.05, -0.1]], [[-0.03, -0.02], [0.03, -0.02]], [[0.0, -0.45], [0.01, -0.42]],
  ],
  Back: [
    [[0.075, 0.08], [0.085, 0.2]], [[-0.05, 0.02], [-0.03, 0.06]], [[0.02, -0.25], [0.02, -0.05]], [[-0.06, -0.3], [0.06, -0.3]],
    [[0.095, 0.3], [0.1, 0.38]], [[-0.04, -0.2], [-0.06, -0.12]], [[-0.05, -0.05], [0.05, -0.05]], [[0.0, -0.42], [0.0, -0.34]],
  ],
};

export async function measureStrokes(address, rounds) {
  const {browser, page, session} = await openPhone({isCoarse: true, probe});
  try {
    await page.goto(address);
    const sources = page.getByRole('status').filter({hasText: isAnswer, hasNotText: 'loaded'});
    // Everything is there, and warm, after a first stroke.
    const stroke = async (way) => draw(session, along(await placesOnBody(page, way), 8), 16);
    const undo = async () => {
      await page.getByRole('button', {name: 'Undo'}).click();
      await sources.waitFor({state: 'detached'});
    };
    await page.getByRole('status').filter({hasText: /coming/}).waitFor({state: 'detached'});
    await stroke(strokes.Front[0]);
    await sources.waitFor({state: 'attached', timeout: 60_000});
    await undo();
    const waits = [], traces = [];
    for (let round = 0; round < rounds; ++round)
      for (const [side, ways] of Object.entries(strokes)) {
        await page.getByRole('button', {name: side, exact: true}).click();
        await page.waitForTimeout(700); // until it has turned
        for (const way of ways) {
          await page.evaluate(() => Object.assign(window.seen, {releases: [], texts: [], asked: [], answers: []}));
          await stroke(way);
          await sources.waitFor({state: 'attached'});
          const {releases, texts, asked, answers} = await page.evaluate(() => window.seen);
          const released = releases.at(-1);
          const named = texts.find(({at, text}) => at >= released && text !== '');
          if (!named) throw new Error(`no sources were named for ${JSON.stringify(way)}`);
          waits.push(named.at - released);
          const last = asked.findLast(({what}) => what === 'trace');
          traces.push(answers.find(({id}) => id === last.id).at - last.at);
          await undo();
        }
      }
    return {
      count: waits.length,
      median: quantile(waits, 0.5), p95: quantile(waits, 0.95),
      worker: quantile(traces, 0.5), worker95: quantile(traces, 0.95),
    };
  } finally {
    await browser.close();
  }
}
