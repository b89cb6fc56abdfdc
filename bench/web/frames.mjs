// What a frame costs the page while a finger paints without a pause for three seconds, on a slowed processor; and how many frames
// come late. Without a graphics card Chromium draws in software on the same cores, so that late frames say little of a phone; the
// processor time of the page's own thread in each frame does.
import {readFileSync} from 'node:fs';

import {along, draw, isAnswer, openPhone, placesOnBody, quantile} from './browser.mjs';

const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8');
const seconds = 3;
const reports = 60; // of the finger, a second
const frame = 1000 / 60; // ms

// Up and down over back and thigh, as somebody fills a large area.
const way = [[-0.05, -0.25], [-0.03, 0.0], [0.0, -0.25], [0.02, 0.0], [0.05, -0.25], [0.05, 0.03], [0.08, 0.2], [0.095, 0.35]];

const isScript = new Set(['FunctionCall', 'FireAnimationFrame', 'EventDispatch', 'TimerFire', 'RunMicrotasks', 'EvaluateScript', 'v8.callFunction']);

// Tasks and calls that no other contains.
function outermost(list) {
  let end = -Infinity;
  return list.filter(({ts, dur}) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

// Milliseconds of processor time in each frame that began within the stroke, from the task that draws it to the next such task: all
// that the page's thread does, and script alone.
function costs(events, from, to) {
  const threads = events.filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({pid, tid}) => threads.some((thread) => thread.pid === pid && thread.tid === tid);
  const main = events.filter((event) => isMain(event) && event.ph === 'X').sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const tasks = outermost(main.filter(({name}) => name === 'RunTask'));
  const drawn = main.filter(({name}) => name === 'FireAnimationFrame');
  const begins = tasks.filter(({ts, dur}) => ts >= from && ts <= to && drawn.some((one) => one.ts >= ts && one.ts <= ts + dur)).map(({ts}) => ts);
  const within = (list) => {
    const sums = begins.slice(1).map(() => 0);
    let frameAt = 0;
    for (const {ts, tdur = 0} of list) {
      while (frameAt < sums.length && ts >= begins[frameAt + 1]) frameAt += 1;
      if (ts >= begins[0] && frameAt < sums.length) sums[frameAt] += tdur / 1000;
    }
    return sums;
  };
  return {tasks: within(tasks), script: within(outermost(main.filter(({name}) => isScript.has(name))))};
}

export async function measureFrames(address, runs, isCoarse) {
  const gaps = [], tasks = [], script = [];
  let long = 0;
  for (let run = 0; run < runs; ++run) {
    const {browser, page, session} = await openPhone({isCoarse, probe});
    try {
      await page.goto(address);
      const sources = page.getByRole('status').filter({hasText: isAnswer, hasNotText: 'loaded'});
      await page.getByRole('status').filter({hasText: /coming/}).waitFor({state: 'detached'});
      await page.getByRole('button', {name: 'Back', exact: true}).click();
      await page.waitForTimeout(700);
      const places = await placesOnBody(page, way);
      await draw(session, along(places.slice(0, 2), 8), 16);
      await sources.waitFor({state: 'attached', timeout: 60_000});
      await page.getByRole('button', {name: 'Undo'}).click();
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
      await page.waitForTimeout(1000);
      const length = places.slice(1).reduce((sum, to, i) => sum + Math.hypot(to.x - places[i].x, to.y - places[i].y), 0);
      await page.evaluate(() => Object.assign(window.seen, {frames: [], long: [], releases: []}));
      await browser.startTracing(page, {categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', '__metadata']});
      const marked = await page.evaluate(() => (performance.mark('stroke'), performance.now()));
      await draw(session, along(places, length / (seconds * reports)), 1000 / reports);
      await page.waitForTimeout(300);
      const {frames, long: tasksTooLong, releases} = await page.evaluate(() => window.seen);
      const {traceEvents} = JSON.parse(String(await browser.stopTracing()));
      const starts = traceEvents.filter(({name, args}) => name === 'EventDispatch' && args.data?.type === 'pointerdown');
      const ends = traceEvents.filter(({name, args}) => name === 'EventDispatch' && args.data?.type === 'pointerup');
      const cost = costs(traceEvents, starts.at(-1).ts, ends.at(-1).ts);
      tasks.push(...cost.tasks);
      script.push(...cost.script);
      const during = frames.filter((at) => at >= marked && at <= releases.at(-1));
      gaps.push(...during.slice(1).map((at, i) => at - during[i]));
      long += tasksTooLong.filter(({at}) => at >= marked && at <= releases.at(-1)).length;
    } finally {
      await browser.close();
    }
  }
  const late = gaps.filter((gap) => gap > 1.5 * frame).length / gaps.length;
  const stats = (values) => ({median: quantile(values, 0.5), p95: quantile(values, 0.95), most: quantile(values, 1)});
  const share = (values) => values.reduce((sum, value) => sum + value, 0) / (runs * seconds * 1000);
  return {gap: stats(gaps), late, busy: share(tasks), scripted: share(script), tasks: stats(tasks), script: stats(script), long: long / runs, frames: gaps.length};
}
