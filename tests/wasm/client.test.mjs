// The package's Engine and EngineClient: calls, what is given up, broken downloads, and breakdowns.
//
//     node client.test.mjs FOLDER-OF-THE-PACKAGE
import assert from 'node:assert/strict';
import {webcrypto} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {pathToFileURL} from 'node:url';

import {root} from './scenarios.mjs';
import {WebWorker} from './web_worker.mjs';

const [folder] = process.argv.slice(2);
const dist = join(folder, 'dist');
const {Engine, EngineCrash, EngineError, EngineLoadError} = await import(pathToFileURL(join(dist, 'index.js')));
const {EngineClient} = await import(pathToFileURL(join(dist, 'client.js')));
const read = (name) => readFileSync(join(dist, name));
const drawing = JSON.parse(readFileSync(join(root, 'examples/runner.json'), 'utf8'));
const known = JSON.parse(readFileSync(join(root, 'examples/runner-case.json'), 'utf8'));
const engine = await Engine.load({wasm: read('knotwork.wasm'), atlas: read('atlas.bin')});

// As on every page that is served securely; Node 18 keeps it apart.
globalThis.crypto ??= webcrypto;

// The network, as a list of what it does to each file: whole, broken (one byte), cut, gone (404), down.
let network = {};
const asked = [];
globalThis.fetch = async (url, {cache}) => {
  const name = String(url).split('/').at(-1);
  asked.push(`${name} ${cache}`);
  const state = network[name]?.length > 1 ? network[name].shift() : (network[name]?.[0] ?? 'whole');
  if (state === 'down') throw new TypeError('fetch failed');
  if (state === 'gone') return new Response('not here', {status: 404, statusText: 'Not Found'});
  const bytes = Uint8Array.from(read(name));
  if (state === 'broken') bytes[bytes.length >> 1] ^= 1;
  return new Response(state === 'cut' ? bytes.subarray(0, 1000) : bytes);
};

// A client whose events are kept, ended with the test.
function open(t, options = {}, state = {}) {
  network = state;
  asked.length = 0;
  const events = [];
  const client = new EngineClient({
    worker: () => new WebWorker(pathToFileURL(join(dist, 'worker.js'))),
    onReady: () => events.push('ready'),
    onCrash: (error) => events.push(`crash: ${error.message}`),
    onFailure: (problem, error) => events.push(`${problem}: ${error.message}`),
    ...options,
  });
  t.after(() => client.close());
  return {client, events};
}

test('the client answers as the engine does', async (t) => {
  const progress = [];
  const {client, events} = open(t, {onProgress: (loaded, total) => progress.push([loaded, total])});
  assert.deepEqual(await client.call('trace', drawing), engine.call('trace', drawing));
  assert.deepEqual(await client.call('plan', {case: known, start: '2026-11-22'}), engine.call('plan', {case: known, start: '2026-11-22'}));
  assert.deepEqual(await client.call('regions'), engine.call('regions'));
  assert.deepEqual(await client.skin('female'), engine.skin('female'));
  assert.deepEqual(await client.paint(drawing), engine.paint(drawing));
  assert.deepEqual(await client.field('coccydynia'), engine.field('coccydynia'));
  assert.deepEqual(await client.fibres('psoas'), engine.fibres('psoas'));
  assert.deepEqual(events, ['ready']);
  const total = read('knotwork.wasm').length + read('atlas.bin').length;
  assert.deepEqual(progress.at(-1), [total, total]);
  for (const [i, [loaded]] of progress.entries()) assert.ok(i === 0 || loaded > progress[i - 1][0]);
  assert.deepEqual(asked.sort(), ['atlas.bin default', 'knotwork.wasm default']);
});

test('answers come in the order of the questions', async (t) => {
  const {client} = open(t);
  const order = [];
  await Promise.all([
    client.call('plan', {case: known, start: '2026-11-22'}).then(() => order.push('plan')),
    client.call('providers').then(() => order.push('providers')),
    client.skin('male').then(() => order.push('skin')),
  ]);
  assert.deepEqual(order, ['plan', 'providers', 'skin']);
});

test('what cannot be answered is refused with its place, and the next is answered', async (t) => {
  const {client} = open(t);
  await assert.rejects(client.call('plan', {case: {...known, more: 1}, start: '2026-11-22'}), (error) => {
    assert.ok(error instanceof EngineError);
    assert.deepEqual([error.code, error.where], ['unknown-key', 'case.more']);
    return true;
  });
  await assert.rejects(client.field('nothing'), {name: 'EngineError', code: 'unknown-name'});
  await assert.rejects(client.call('trace', () => {}), {name: 'DataCloneError'});
  assert.equal((await client.call('regions')).format, 'knotwork.regions/1');
});

test('what was given up is refused at once, and before its turn never worked on', async (t) => {
  const {client} = open(t);
  await client.call('providers');
  const sent = [];
  const send = WebWorker.prototype.postMessage;
  t.mock.method(WebWorker.prototype, 'postMessage', function (message, ...more) {
    sent.push(message.values);
    send.call(this, message, ...more);
  });
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [
    client.call('trace', drawing, {signal: first.signal}),
    client.call('muscles', undefined, {signal: second.signal}),
    client.call('conditions'),
  ];
  first.abort();
  second.abort(new Error('painted on'));
  await assert.rejects(answers[0], {name: 'AbortError'});
  await assert.rejects(answers[1], /painted on/);
  assert.equal((await answers[2]).format, 'knotwork.conditions/1');
  assert.deepEqual(sent.map(([action]) => action), ['trace', 'conditions']);
  await assert.rejects(client.call('muscles', undefined, {signal: AbortSignal.abort()}), {name: 'AbortError'});
});

for (const [state, problem] of Object.entries({down: 'network', gone: 'network', broken: 'corrupted', cut: 'corrupted'}))
  for (const name of ['knotwork.wasm', 'atlas.bin'])
    test(`${name} ${state} is ${problem}, and can be tried again`, async (t) => {
      const {client, events} = open(t, {}, {[name]: [state]});
      await assert.rejects(client.call('regions'), (error) => error instanceof EngineLoadError && error.problem === problem);
      assert.equal(events.length, 1);
      assert.ok(events[0].startsWith(`${problem}: `) && events[0].includes(name), events[0]);
      await assert.rejects(client.skin('male'), EngineLoadError);
      assert.equal(asked.includes(`${name} reload`), problem === 'corrupted');
      network = {};
      client.retry();
      assert.equal((await client.call('regions')).format, 'knotwork.regions/1');
      assert.deepEqual(events.slice(1), ['ready']);
    });

test('a broken copy in a cache is passed by', async (t) => {
  const {client, events} = open(t, {}, {'atlas.bin': ['broken', 'whole']});
  assert.equal((await client.call('regions')).format, 'knotwork.regions/1');
  assert.deepEqual(events, ['ready']);
  assert.ok(asked.includes('atlas.bin reload'));
});

test('a broken copy that a service worker keeps is taken out of there before it is fetched again', async (t) => {
  const kept = new Set(['atlas.bin', 'other']);
  globalThis.caches = {keys: async () => ['app'], open: async () => ({delete: async (url) => kept.delete(url.split('/').at(-1))})};
  t.after(() => delete globalThis.caches);
  const {client} = open(t, {}, {'atlas.bin': ['broken', 'whole']});
  assert.equal((await client.call('regions')).format, 'knotwork.regions/1');
  assert.deepEqual([...kept], ['other']);
});

// A worker that answers like ours, and breaks down where it is asked for the muscles.
const breaking = (how) => {
  const script = `
    const listen = globalThis.addEventListener;
    globalThis.addEventListener = (kind, answer) => listen(kind, (event) => {
      if (event.data.values?.[0] === 'muscles') { ${how} } else answer(event);
    });
    await import(${JSON.stringify(String(pathToFileURL(join(dist, 'worker.js'))))});
  `;
  return () => new WebWorker(`data:text/javascript,${encodeURIComponent(script)}`);
};

for (const [how, code] of Object.entries({
  'throws outside of an answer': `setTimeout(() => { throw new Error('out of luck'); });`,
  'tells of a breakdown': `postMessage({kind: 'error', id: event.data.id, error: {name: 'EngineCrash', message: 'out of luck'}});`,
  'answers what was not asked': `postMessage({kind: 'answer', id: -1, value: 'out of luck'});`,
}))
  test(`a worker that ${how} is replaced without another download`, async (t) => {
    const {client, events} = open(t, {worker: breaking(code)});
    const before = await client.call('conditions');
    const answers = [client.call('muscles'), client.call('conditions')];
    for (const answer of answers) await assert.rejects(answer, EngineCrash);
    assert.deepEqual(await client.call('conditions'), before);
    assert.equal(events.length, 3);
    assert.ok(events[0] === 'ready' && events[1].startsWith('crash: ') && events[2] === 'ready', events.join());
    assert.equal(asked.length, 2);
  });

test('a worker that says nothing is replaced', async (t) => {
  const {client, events} = open(t, {worker: breaking('return;'), patience_s: 1.5});
  const before = await client.call('conditions');
  await assert.rejects(client.call('muscles'), /has not answered/);
  assert.deepEqual(await client.call('conditions'), before);
  assert.deepEqual(events.map((event) => event.split(':')[0]), ['ready', 'crash', 'ready']);
});

test('a worker that breaks down again and again is given up, until somebody tries again', async (t) => {
  let isSound = false;
  const script = pathToFileURL(join(dist, 'worker.js'));
  const {client, events} = open(t, {worker: () => new WebWorker(isSound ? script : `data:text/javascript,throw new Error('no luck')`)});
  await assert.rejects(client.call('regions'), EngineCrash);
  while (!events.at(-1).startsWith('crashed: ')) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(events.filter((event) => event.startsWith('crash: ')).length, 3);
  await assert.rejects(client.call('regions'), {name: 'EngineLoadError', problem: 'crashed'});
  isSound = true;
  client.retry();
  assert.equal((await client.call('regions')).format, 'knotwork.regions/1');
});

test('a client that was closed refuses', async (t) => {
  const {client} = open(t);
  const answer = client.call('regions');
  client.close();
  await assert.rejects(answer, EngineCrash);
  await assert.rejects(client.call('regions'), EngineCrash);
});

test('what is no module or no atlas is refused', async () => {
  const [wasm, atlas] = [read('knotwork.wasm'), read('atlas.bin')];
  await assert.rejects(Engine.load({wasm: atlas, atlas}), {name: 'EngineLoadError', problem: 'unsupported'});
  await assert.rejects(Engine.load({wasm, atlas: wasm}), {name: 'EngineLoadError', problem: 'corrupted'});
  const compiled = await WebAssembly.compile(wasm);
  const other = await Engine.load({wasm: compiled, atlas: atlas.buffer.slice(atlas.byteOffset, atlas.byteOffset + atlas.length)});
  assert.deepEqual(other.call('trace', drawing), engine.call('trace', drawing));
});

test('an engine that broke down says so, and is asked nothing more', async (t) => {
  const instantiate = WebAssembly.instantiate;
  let isBroken = false;
  t.mock.method(WebAssembly, 'instantiate', async (...parts) => {
    const {exports} = await instantiate.call(WebAssembly, ...parts);
    const wrap = (use) => (typeof use !== 'function' ? use : (...given) => {
      if (isBroken) throw new WebAssembly.RuntimeError('memory access out of bounds');
      return use(...given);
    });
    return {exports: Object.fromEntries(Object.entries(exports).map(([name, use]) => [name, wrap(use)]))};
  });
  const fragile = await Engine.load({wasm: read('knotwork.wasm'), atlas: read('atlas.bin')});
  assert.deepEqual(fragile.skin('male'), engine.skin('male'));
  isBroken = true;
  assert.throws(() => fragile.call('trace', drawing), {name: 'EngineCrash', message: /out of bounds/});
  isBroken = false;
  assert.throws(() => fragile.call('trace', drawing), EngineCrash);
  assert.throws(() => fragile.skin('male'), EngineCrash);
});
