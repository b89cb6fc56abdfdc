// The app in Chromium, as `knotwork serve` gives it, on a phone's screen with the processor slowed down four times; the first visit over
// slow 4G as well. What is measured is said where it is measured: first-load, strokes, frames, lighthouse. Coarse: a sixteenth of the
// pixels, since without a graphics card the processor draws them.
//
//     node bench/web/app.mjs [first-load | strokes | frames | lighthouse] ...
import {loadavg} from 'node:os';

import {serve} from './browser.mjs';

const port = 8938;
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);

const row = (what, ...cells) => console.log(what.padEnd(56), ...cells.map((cell) => String(cell).padStart(12)));
const ms = (value) => `${value < 20 ? value.toFixed(1) : value.toFixed(0)} ms`;
const kB = (bytes) => `${(bytes / 1e3).toFixed(0)} kB`;
const met = (is) => (is ? '' : 'missed');

const server = await serve(String(port));
console.log(`load of the machine before: ${loadavg()[0].toFixed(1)}\n`);
try {
  if (isWanted('first-load')) {
    const {measureFirstLoad} = await import('./first-load.mjs');
    const coarse = await measureFirstLoad(server.address, 5, true);
    const seen = await measureFirstLoad(server.address, 5);
    row('first visit (median of 5)', 'coarse', 'every pixel', 'budget');
    row('the name of the app is there', ms(coarse.paint), ms(seen.paint));
    row('the body is drawn', ms(coarse.body), ms(seen.body));
    row('a stroke that begins then is painted: usable', ms(coarse.usable), ms(seen.usable), '2000 ms', met(seen.usable <= 2000));
    row('  bytes until then', kB(coarse.bytesUsable), kB(seen.bytesUsable));
    row('its likely sources are named', ms(coarse.ranked), ms(seen.ranked));
    row('  bytes until then', kB(coarse.bytesRanked), kB(seen.bytesRanked), '2500 kB', met(seen.bytesRanked <= 2.5e6));
    row('  kept afterwards for use without a network', kB(coarse.bytesKept), kB(seen.bytesKept));
    row('    begins after the ranking by', ms(coarse.keepsAfterRanking), ms(seen.keepsAfterRanking));
    console.log();
  }
  if (isWanted('strokes')) {
    const {measureStrokes} = await import('./strokes.mjs');
    const seen = await measureStrokes(server.address, 2);
    row(`from a finger's leaving to its likely sources (${seen.count} strokes)`, 'median', 'p95', 'budget');
    row('the sources stand in the page', ms(seen.median), ms(seen.p95), '16 ms', met(seen.median <= 16));
    row('  of it from asking the worker to its answer', ms(seen.worker), ms(seen.worker95));
    console.log();
  }
  if (isWanted('frames')) {
    const {measureFrames} = await import('./frames.mjs');
    for (const [name, isCoarse] of [['coarse', true], ['every pixel', false]]) {
      const {gap, late, busy, scripted, tasks, script, long, frames} = await measureFrames(server.address, 3, isCoarse);
      row(`painting for 3 s, ${name} (${frames} frames)`, 'median', 'p95', 'most');
      row('from frame to frame', ms(gap.median), ms(gap.p95), ms(gap.most));
      row('  frames that come late', `${(100 * late).toFixed(0)} %`);
      row("work of the page's thread in a frame, all", ms(tasks.median), ms(tasks.p95), ms(tasks.most));
      row('  script alone', ms(script.median), ms(script.p95), ms(script.most));
      row('  share of the time it works, and in script', `${(100 * busy).toFixed(0)} %`, `${(100 * scripted).toFixed(0)} %`);
      row('tasks over 50 ms in a run', long.toFixed(1));
      console.log();
    }
  }
  if (isWanted('lighthouse')) {
    const {measureLighthouse} = await import('./lighthouse.mjs');
    const all = await measureLighthouse(server.address, 3);
    row('Lighthouse (median of 3)', 'performance', 'access.', 'practices', 'SEO');
    for (const [form, {marks, found}] of Object.entries(all)) {
      row(form, ...Object.values(marks).map((mark) => mark.toFixed(0)), met(Object.values(marks).every((mark) => mark >= 95)));
      for (const one of found) console.log(`  not at its best: ${one}`);
    }
    console.log();
  }
} finally {
  server.stop();
}
console.log(`load of the machine after: ${loadavg()[0].toFixed(1)}`);
