// How long the engine takes in WebAssembly, beside the same natively: text in and text out, for the drawings, a case and a journal of
// the examples. Both take turns, run by run, so that whatever else the machine does touches both.
//
//     node bench/wasm/compare.mjs TIME_ACTIONS FOLDER-OF-THE-MODULE ATLAS
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {createInterface} from 'node:readline';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {brotliCompressSync, constants} from 'node:zlib';

const [native, folder, atlas] = process.argv.slice(2);
const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const turns = 30; // of each, after some to warm up
const warming = 5;
const least_ms = 2; // of a turn: what is quicker is done several times

const time = (action) => {
  const start = performance.now();
  action();
  return performance.now() - start;
};
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

const read = (name) => readFileSync(join(examples, name), 'utf8');
const known = JSON.parse(read('runner-case.json'));
const records = JSON.parse(read('journals/runner.json'));
const calls = [
  ...readdirSync(examples)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({name: `trace ${name}`, action: 'trace', request: read(name)})),
  {name: 'interview runner-case.json', action: 'interview', request: {case: known}},
  {name: 'plan runner-case.json', action: 'plan', request: {case: known, start: '2026-11-22'}},
  {name: 'progress journals/runner.json', action: 'progress', request: {records, today: '2026-11-22'}},
  {name: 'all remedies', action: 'remedies', request: ''},
].map((call) => ({...call, text: typeof call.request === 'string' ? call.request : JSON.stringify(call.request)}));

const wasmBinary = readFileSync(join(folder, 'knotwork.wasm'));
const script = readFileSync(join(folder, 'knotwork.mjs'));
const {default: createKnotwork} = await import(pathToFileURL(join(folder, 'knotwork.mjs')));
const knotwork = await createKnotwork({wasmBinary});
const bytes = readFileSync(atlas);
const compress = (data) => brotliCompressSync(data, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24}}).length;
const kB = (size) => `${(size / 1e3).toFixed(0)} kB`;
console.log(`module ${kB(wasmBinary.length + script.length)}, compressed ${kB(compress(wasmBinary) + compress(script))}`);
console.log(`atlas ${kB(bytes.length)}, compressed ${kB(compress(bytes))}`);
console.log(`load the atlas: ${time(() => knotwork.loadAtlas(bytes)).toFixed(0)} ms\n`);

const other = spawn(native, [atlas], {stdio: ['pipe', 'pipe', 'inherit']});
const lines = createInterface({input: other.stdout});
async function timeNative(call, runs) {
  other.stdin.write(`${JSON.stringify({...call, runs})}\n`);
  const [line] = await once(lines, 'line');
  return JSON.parse(line);
}
const timeWasm = (call, runs) => Array.from({length: runs}, () => time(() => knotwork.call(call.action, call.text)));

const row = (name, ...cells) => console.log(name.padEnd(32), ...cells.map((cell) => cell.padStart(12)));
row('median, ms', 'native', 'WebAssembly', 'ratio');
const ratios = [];
for (const call of calls) {
  const runs = Math.max(1, Math.round(least_ms / median(await timeNative(call, warming))));
  timeWasm(call, warming * runs);
  const times = {native: [], wasm: []};
  for (let turn = 0; turn < turns; ++turn) {
    times.native.push(...(await timeNative(call, runs)));
    times.wasm.push(...timeWasm(call, runs));
  }
  const [n, w] = [median(times.native), median(times.wasm)];
  ratios.push(w / n);
  row(call.name, n.toFixed(3), w.toFixed(3), (w / n).toFixed(2));
}
row('geometric mean', '', '', Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length).toFixed(2));
other.stdin.end();
