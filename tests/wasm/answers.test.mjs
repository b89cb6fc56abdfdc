// The WebAssembly module answers as the native engine does, to every scenario: the same ranks and decisions exactly, the same
// numbers within 1e-6; and as the command does, which is another door to the same engine.
//
//     node answers.test.mjs NATIVE-ACTIONS NATIVE-COMMAND FOLDER-OF-THE-MODULE ATLAS
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';

import {assertSame, loadModule} from './module.mjs';
import {root, scenarios} from './scenarios.mjs';

const [native, command, folder, atlas] = process.argv.slice(2);
const knotwork = await loadModule(folder);
knotwork.loadAtlas(readFileSync(atlas));

const ask = ({action, request}) => knotwork.call(action, typeof request === 'string' ? request : JSON.stringify(request));
const expected = execFileSync(native, {
  input: scenarios.map((call) => JSON.stringify(call)).join('\n'),
  encoding: 'utf8',
  maxBuffer: 1 << 30,
}).split('\n');
const answers = scenarios.map(ask);

test('both know the same actions', () => {
  assert.deepEqual(JSON.parse(knotwork.actions()), JSON.parse(execFileSync(native, ['--list'], {encoding: 'utf8'})));
});

test('every action is asked, and answers', () => {
  const answered = new Set(scenarios.filter((call, i) => !('error' in JSON.parse(expected[i]))).map(({action}) => action));
  for (const {name} of JSON.parse(knotwork.actions())) assert.ok(answered.has(name), name);
  assert.ok(scenarios.length > 5000, `${scenarios.length} scenarios`);
  assert.equal(expected.length, scenarios.length + 1);
});

for (const action of new Set(scenarios.map((call) => call.action)))
  test(`${action} answers the same`, () => {
    scenarios.forEach((call, i) => {
      if (call.action !== action) return;
      const answer = JSON.parse(answers[i]);
      assertSame(answer, JSON.parse(expected[i]), `${call.name} ${action}`);
      if (call.isWrong) assert.ok(answer.error.code && answer.error.reason.length > 5, `${call.name} ${action} is refused`);
    });
  });

test('the command answers the same', () => {
  const run = (...words) => spawnSync(command, [...words, '--atlas', atlas], {encoding: 'utf8', maxBuffer: 1 << 28});
  for (const name of ['runner', 'runner-case', 'body-map']) {
    const file = join(root, `examples/${name}.json`);
    const request = readFileSync(file, 'utf8');
    assertSame(JSON.parse(knotwork.call('trace', request)), JSON.parse(run('trace', file, '--json').stdout), name);
  }
  const file = join(root, 'examples/runner-case.json');
  const known = JSON.parse(readFileSync(file, 'utf8'));
  const plan = ask({action: 'plan', request: {case: known, start: '2026-11-22'}});
  assertSame(JSON.parse(plan), JSON.parse(run('plan', file, '--start', '2026-11-22', '--json').stdout), 'plan');
  const interview = ask({action: 'interview', request: {case: known, alone: true}});
  assertSame(JSON.parse(interview), JSON.parse(run('interview', file, '--alone', '--json').stdout), 'interview');
  for (const action of ['regions', 'landmarks', 'muscles', 'conditions', 'findings', 'measures'])
    assertSame(JSON.parse(knotwork.call(action, '')), JSON.parse(run(action, '--json').stdout), action);
});

test('the same request twice gives the same answer, byte for byte', () => {
  const call = scenarios[0];
  assert.equal(ask(call), ask(call));
});
