// How long a trace takes in WebAssembly: the median over many runs, for each drawing in examples/, text in and text out.
//
//     node bench/wasm/trace.mjs FOLDER-OF-THE-MODULE ATLAS
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {brotliCompressSync} from 'node:zlib';

const [folder, atlas] = process.argv.slice(2);
const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const seconds = 1; // spent on each drawing, after as many runs to warm up

const time = (action) => {
  const start = performance.now();
  const result = action();
  return [performance.now() - start, result];
};
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const row = (name, value, unit) => console.log(`${name.padEnd(40)} ${value.padStart(10)} ${unit}`);

const wasmBinary = readFileSync(join(folder, 'knotwork.wasm'));
const script = readFileSync(join(folder, 'knotwork.mjs'));
const {default: createKnotwork} = await import(pathToFileURL(join(folder, 'knotwork.mjs')));
const knotwork = await createKnotwork({wasmBinary});
const bytes = readFileSync(atlas);

row('module, compressed', ((brotliCompressSync(wasmBinary).length + brotliCompressSync(script).length) / 1e3).toFixed(0), 'kB');
row('load the atlas', time(() => knotwork.loadAtlas(bytes))[0].toFixed(1), 'ms');
for (const name of readdirSync(examples).filter((file) => file.endsWith('.json')).sort()) {
  const request = readFileSync(join(examples, name), 'utf8');
  const run = () => {
    const times = [];
    for (let spent = 0; spent < seconds * 1e3; spent += times.at(-1)) times.push(time(() => knotwork.call('trace', request))[0]);
    return times;
  };
  run();
  row(`trace ${name}`, median(run()).toFixed(3), 'ms');
}
