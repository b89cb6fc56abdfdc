// The skin that is painted on: one closed triangle mesh shared by all bodies. It comes as a small file of its own, made
// from the engine's skin by scripts/make-body.ts, so that a person can paint before the engine and the atlas are there.
//
//     const skin = await loadSkin('female');
//     skin.positions[3 * v]                    // metres: x to the person's left, y up, z forward
//     const geometry = await loadGeometry('female');      // one for all who show or paint that body
//
// Skin points carry the engine's own numbers. Positions differ from the engine's by less than a tenth of a millimetre.
import type {Settings} from '$lib/settings.svelte';

import {SkinGeometry} from './geometry';
import {decodeShape, fillSkin, walkSkin, type Skin} from './skin-codec';

export type {Region, Skin} from './skin-codec';
export type Body = Settings['body'];

const files = import.meta.glob<string>('./generated/*.bin', {query: '?url', import: 'default', eager: true});

// `cache`: 'reload' past a copy that may be damaged.
async function fetchFile(name: string, cache: RequestCache): Promise<Uint8Array> {
  const url = files[`./generated/${name}.bin`];
  if (!url) throw new Error(`the body "${name}" was not built`);
  const answer = await fetch(url, {cache});
  if (!answer.ok) throw new Error(`${name}.bin: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Lets the page answer before what comes next.
export const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

const loaded = new Map<Body, Promise<Skin>>();
const failed = new Set<Body>();
const built = new WeakMap<Skin, SkinGeometry>();

// Each body is fetched once; one that did not come whole is fetched again the next time.
export function loadSkin(body: Body): Promise<Skin> {
  let skin = loaded.get(body);
  if (!skin) {
    const cache = failed.has(body) ? 'reload' : 'default';
    skin =
      body === 'neutral'
        ? fetchFile('neutral', cache).then(async (bytes) => {
            const walked = walkSkin(bytes);
            await breath();
            return fillSkin(walked);
          })
        : Promise.all([loadSkin('neutral'), fetchFile(body, cache)]).then(([neutral, bytes]) => decodeShape(neutral, bytes));
    skin.then(
      () => failed.delete(body),
      () => {
        failed.add(body);
        loaded.delete(body);
      },
    );
    loaded.set(body, skin);
  }
  return skin;
}

export async function loadGeometry(body: Body): Promise<SkinGeometry> {
  const skin = await loadSkin(body);
  if (!built.has(skin)) await breath();
  let geometry = built.get(skin);
  if (!geometry) built.set(skin, (geometry = new SkinGeometry(skin)));
  return geometry;
}
