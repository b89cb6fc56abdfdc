// The digest over the case library is the same natively and for the package under Node; both are printed.
//
//     node digest.test.mjs NATIVE-ACTIONS FOLDER-OF-THE-PACKAGE
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';

import {scenarios} from './scenarios.mjs';

const [native, folder] = process.argv.slice(2);
const text = {encoding: 'utf8', maxBuffer: 1 << 28};
const script = fileURLToPath(new URL('digest.mjs', import.meta.url));
const calls = scenarios.map((call) => JSON.stringify(call)).join('\n');

test('ranks and decisions are the same, to the letter', () => {
  const expected = execFileSync(native, ['--digest'], {...text, input: calls}).trimEnd().split('\n');
  const actual = execFileSync(process.execPath, [script, folder], text).trimEnd().split('\n');
  console.log(`native:  ${expected.at(-1)}\npackage: ${actual.at(-1)}`);
  assert.ok(expected.length > 5000);
  for (const [i, line] of expected.entries()) assert.equal(actual[i], line);
  assert.equal(actual.length, expected.length);
});
