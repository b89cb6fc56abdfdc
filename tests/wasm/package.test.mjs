// The package as a stranger gets it: packed, installed into an empty folder without a network, and used as its README says.
//
//     node package.test.mjs FOLDER-OF-THE-PACKAGE
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {after} from 'node:test';
import {pathToFileURL} from 'node:url';

const [folder] = process.argv.slice(2);
assert.ok(existsSync(join(folder, 'dist/index.js')), `${folder}/dist is missing: ./dev test builds it`);
const empty = mkdtempSync(join(tmpdir(), 'knotwork-'));
after(() => rmSync(empty, {recursive: true}));
// Whatever runs this test may have told npm about itself.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') && name !== 'NODE_PATH'));
const run = (command, words, cwd = empty) => execFileSync(command, words, {cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});

const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', empty], folder));
run('npm', ['init', '--yes']);
run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', join(empty, packed.filename)]);
const installed = join(empty, 'node_modules/@knotwork/engine');

test('the package holds what it needs, what its licence asks for, and no more', () => {
  const names = packed.files.map(({path}) => path).sort();
  for (const name of ['LICENSE', 'NOTICE', 'README.md', 'dist/atlas.bin', 'dist/index.d.ts', 'dist/index.js', 'dist/knotwork.mjs', 'dist/knotwork.wasm'])
    assert.ok(names.includes(name), name);
  for (const name of names) assert.match(name, /^(LICENSE|NOTICE|README\.md|package\.json|dist\/(generated\/)?[a-z]+(\.d)?\.(js|mjs|ts|wasm|bin))$/);
  const description = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  assert.equal(description.dependencies, undefined);
  assert.equal(description.license, 'Apache-2.0');
  for (const {types, default: file} of Object.values(description.exports).filter((place) => typeof place === 'object'))
    assert.ok(existsSync(join(installed, types)) && existsSync(join(installed, file)), file);
  assert.ok(packed.size < 2.5e6, `${packed.size} bytes`);
});

test('the hashes in it are those of its files', async () => {
  const {createHash} = await import('node:crypto');
  const files = await import(pathToFileURL(join(installed, 'dist/generated/files.js')));
  for (const [name, known] of Object.entries({'knotwork.wasm': files.wasm, 'atlas.bin': files.atlas})) {
    const bytes = readFileSync(join(installed, 'dist', name));
    assert.deepEqual(known, {bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex')});
  }
});

const readme = readFileSync(join(installed, 'README.md'), 'utf8');
const blocks = (language) => [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text);

test('the example of the README prints what the README says', () => {
  const [example] = blocks('js');
  writeFileSync(join(empty, 'example.mjs'), example);
  assert.equal(run(process.execPath, ['example.mjs']), blocks('text')[0]);
});

test('every action is in the README, and none besides', () => {
  const actions = [...readFileSync(join(installed, 'dist/generated/actions.d.ts'), 'utf8').match(/interface Actions \{([^]*?)\n\}/)[1].matchAll(/^ {4}'?([a-z-]+)'?: \{$/gm)];
  const told = [...readme.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
  assert.deepEqual(told.sort(), actions.map(([, name]) => name).sort());
});

test('the types fit strict TypeScript, in the README and where they must refuse', () => {
  const code = {
    'page.mts': blocks('ts')[0],
    'types.mts': `
      import {Engine, type Drawing, type Plan, type Request, type Response} from '@knotwork/engine';
      export function use(engine: Engine): void {
        const drawing: Drawing = {format: 'knotwork.drawing/1', marks: [{regions: ['left heel']}]};
        const trace: Response<'trace'> = engine.call('trace', drawing);
        const share: number | undefined = trace.sources[0]?.probability;
        const request: Request<'plan'> = {case: {format: 'knotwork.case/1', drawing}, start: '2026-11-22'};
        const plan: Plan = engine.call('plan', request);
        const most: number | undefined = plan.items?.[0]?.dose?.hold_s?.[1];
        const parts: Float32Array = engine.skin('female').positions;
        engine.call('remedies');
        engine.call('remedies', {muscle: 'psoas'});
        // @ts-expect-error: a request is needed
        engine.call('trace');
        // @ts-expect-error: a part of it is missing
        engine.call('plan', {case: request.case});
        // @ts-expect-error: no such part
        engine.call('remedies', {muscles: 'psoas'});
        // @ts-expect-error: no such action
        engine.call('cure', drawing);
        // @ts-expect-error: no such body
        engine.skin('giant');
        console.log(share, most, parts);
      }`,
  };
  for (const [name, text] of Object.entries(code)) writeFileSync(join(empty, name), text);
  const compiler = createRequire(join(folder, 'package.json')).resolve('typescript/bin/tsc');
  const options = '--noEmit --strict --noUnusedLocals --target es2022 --module nodenext --lib es2022,dom'.split(' ');
  try {
    run(process.execPath, [compiler, ...options, ...Object.keys(code)]);
  } catch ({stdout}) {
    assert.fail(stdout);
  }
});
