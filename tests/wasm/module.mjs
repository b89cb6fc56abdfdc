// What the tests of tests/wasm share: loading the module, and comparing answers.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

export const tolerance = 1e-6;

export async function loadModule(folder) {
  const {default: createKnotwork} = await import(pathToFileURL(join(folder, 'knotwork.mjs')));
  return createKnotwork({wasmBinary: readFileSync(join(folder, 'knotwork.wasm'))});
}

// Fails, naming the place, unless the two answers are the same but for rounding.
export function assertSame(actual, expected, place) {
  if (typeof actual === 'number' && typeof expected === 'number') {
    if (!(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)))) assert.fail(`${place}: ${actual}, natively ${expected}`);
  } else if (actual && expected && typeof actual === 'object' && typeof expected === 'object') {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), place);
    for (const key of Object.keys(expected)) assertSame(actual[key], expected[key], `${place}.${key}`);
  } else {
    assert.equal(actual, expected, place);
  }
}
