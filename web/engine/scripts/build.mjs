// Builds the package into dist/: types from the schemas, JavaScript from TypeScript, and beside them the module and the atlas,
// each with the hash by which a loader knows a whole file from a broken one.
//
//     npm run build            # after ./dev build wasm and the atlas; $KNOTWORK_WASM and $KNOTWORK_ATLAS name others
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const root = join(here, '../..');
const wasm = process.env.KNOTWORK_WASM ?? join(root, 'build/wasm/bin');
const atlas = process.env.KNOTWORK_ATLAS ?? join(root, 'build/release/share/knotwork/atlas.bin');
const dist = join(here, 'dist');

const describe = (file) => {
  const bytes = readFileSync(file);
  return {bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex')};
};
const constant = (name, value) => `export const ${name} = ${JSON.stringify(value)} as const;\n`;

rmSync(dist, {recursive: true, force: true});
mkdirSync(dist);
execFileSync(process.execPath, [join(here, 'scripts/generate.mjs'), wasm], {stdio: 'inherit'});
writeFileSync(
  join(here, 'src/generated/files.ts'),
  '// Made by scripts/build.mjs from the files beside it; do not edit.\n' +
    constant('wasm', describe(join(wasm, 'knotwork.wasm'))) +
    constant('atlas', describe(atlas)),
);
execFileSync(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '--project', here], {stdio: 'inherit'});
for (const file of ['knotwork.mjs', 'knotwork.wasm']) copyFileSync(join(wasm, file), join(dist, file));
copyFileSync(atlas, join(dist, 'atlas.bin'));
// What npm packs beside the folder itself.
for (const file of ['LICENSE', 'NOTICE']) copyFileSync(join(root, file), join(here, file));
