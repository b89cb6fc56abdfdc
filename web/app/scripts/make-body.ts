// Makes src/body/generated/{neutral,female,male}.bin from the engine's skin: see src/body/skin-codec.ts. Run by `npm run
// body` before the app is built, served or tested; does nothing while the files are newer than the engine and itself.
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {Engine} from '@knotwork/engine';

import {encodeShape, encodeSkin, type Region} from '../src/body/skin-codec.ts';
import {computeShade} from './shade.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const find = (path: string) => fileURLToPath(import.meta.resolve(`@knotwork/engine/${path}`));
const out = here('../src/body/generated/');
const written = ['neutral', 'female', 'male'].map((name) => `${out}${name}.bin`);
const inputs = [find('atlas.bin'), find('knotwork.wasm'), here('make-body.ts'), here('shade.ts'), here('../src/body/skin-codec.ts')];

const age = (path: string) => statSync(path, {throwIfNoEntry: false})?.mtimeMs;
const newest = Math.max(...inputs.map((path) => age(path) ?? Infinity));
if (written.every((path) => (age(path) ?? 0) > newest)) process.exit(0);

const engine = await Engine.load({wasm: readFileSync(find('knotwork.wasm')), atlas: readFileSync(find('atlas.bin'))});
const neutral = engine.skin('neutral');

// What to call each region in a drawing so that it alone is painted: "heel" means its sides and the sole as well, "under the heel"
// does not. The engine numbers regions side by side: left, right, left, right.
const regions: Region[] = engine.call('regions').regions.flatMap(({label, id, synonyms}, i) =>
  (['left', 'right'] as const).map((side, k) => {
    const isExact = (name: string) => {
      const painted = engine.paint({format: 'knotwork.drawing/1', marks: [{regions: [`${side} ${name}`]}]});
      return neutral.region.every((of, v) => (of === 2 * i + k) === (painted[v] === 1));
    };
    const name = [label, id, ...synonyms].find(isExact);
    if (!name) throw new Error(`no name means the ${side} ${label} alone`);
    return {label, side, name: `${side} ${name}`};
  }),
);

const half = neutral.mirror.filter((w, v) => w >= v).length;
const open = computeShade(neutral.positions, neutral.triangles, half);
const shade = Uint8Array.from(open, (share) => Math.round(share * 255));
const {bytes, walk} = encodeSkin({...neutral, regions, shade});
mkdirSync(out, {recursive: true});
writeFileSync(written[0]!, bytes);
writeFileSync(written[1]!, encodeShape(neutral.positions, engine.skin('female').positions, walk));
writeFileSync(written[2]!, encodeShape(neutral.positions, engine.skin('male').positions, walk));
