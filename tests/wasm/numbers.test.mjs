// Numbers are read alike natively and in WebAssembly: node numbers.test.mjs NATIVE-PROGRAM WEBASSEMBLY-SCRIPT
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';

const [native, script] = process.argv.slice(2);

test('from_chars reads the same', () => {
  const expected = execFileSync(native, {encoding: 'utf8'}).split('\n');
  assert.ok(expected.length > 60, 'the native program prints its list');
  assert.deepEqual(execFileSync(process.execPath, [script], {encoding: 'utf8'}).split('\n'), expected);
});
