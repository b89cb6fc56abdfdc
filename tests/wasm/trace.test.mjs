// The WebAssembly module answers as the native command does, for every drawing of the case library and the examples:
// the same ranks and decisions exactly, the same numbers within 1e-6.
//
//     node trace.test.mjs NATIVE-COMMAND FOLDER-OF-THE-MODULE ATLAS
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import test from 'node:test';
import {pathToFileURL} from 'node:url';

const [command, folder, atlas] = process.argv.slice(2);
const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const tolerance = 1e-6;

const files = ['examples', 'tests/cases'].flatMap((place) =>
  readdirSync(join(root, place))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(root, place, name)),
);

const {default: createKnotwork} = await import(pathToFileURL(join(folder, 'knotwork.mjs')));
const load = async () => createKnotwork({wasmBinary: readFileSync(join(folder, 'knotwork.wasm'))});
const knotwork = await load();
knotwork.loadAtlas(readFileSync(atlas));

// Fails, naming the place, unless the two answers are the same but for rounding.
function assertSame(actual, expected, place) {
  if (typeof actual === 'number' && typeof expected === 'number') {
    assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${place}: ${actual}, natively ${expected}`);
  } else if (actual && expected && typeof actual === 'object' && typeof expected === 'object') {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), place);
    for (const key of Object.keys(expected)) assertSame(actual[key], expected[key], `${place}.${key}`);
  } else {
    assert.equal(actual, expected, place);
  }
}

test('there are drawings to compare', () => assert.ok(files.length >= 2));

test('what is no drawing is answered with the error', () => {
  for (const wrong of ['', '{', '[]', '{"marks": 1}', 'null\u0000']) {
    const {error} = JSON.parse(knotwork.call('trace', wrong));
    assert.ok(error.code && error.reason.length > 5, JSON.stringify(error));
  }
});

for (const file of files) {
  test(basename(file), () => {
    const native = spawnSync(command, ['trace', file, '--json', '--atlas', atlas], {encoding: 'utf8', maxBuffer: 1 << 28});
    const answer = JSON.parse(knotwork.call('trace', readFileSync(file, 'utf8')));
    if (answer.error) {
      assert.equal(native.status, 2, native.stderr);
      assert.ok(native.stderr.includes(answer.error.reason), native.stderr);
      return;
    }
    assert.equal(native.status, answer.blocked_by ? 4 : 0, native.stderr);
    assert.equal(answer.format, 'knotwork.trace/1');
    assertSame(answer, JSON.parse(native.stdout), 'answer');
  });
}

test('the same request twice gives the same answer, byte for byte', () => {
  const request = readFileSync(files[0], 'utf8');
  assert.equal(knotwork.call('trace', request), knotwork.call('trace', request));
});

test('wrong atlases are refused with words, and nothing is traced', async () => {
  const fresh = await load();
  const refused = () => assert.match(fresh.call('trace', '{}'), /no atlas is loaded/);
  refused();
  const bytes = readFileSync(atlas);
  const corrupted = Uint8Array.from(bytes);
  corrupted[bytes.length >> 1] ^= 1;
  for (const wrong of [new Uint8Array(0), bytes.subarray(0, 100), bytes.subarray(0, bytes.length - 8), corrupted]) {
    assert.throws(() => fresh.loadAtlas(wrong), (error) => error instanceof Error && error.message.length > 10);
    refused();
  }
  fresh.loadAtlas(bytes);
  const request = readFileSync(files[0], 'utf8');
  assert.equal(fresh.call('trace', request), knotwork.call('trace', request));
});
