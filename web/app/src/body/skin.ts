// The skin that is painted on: one closed triangle mesh shared by all bodies. It comes as a small file of its own, made
// from the engine's skin by scripts/make-body.ts, so that a person can paint before the engine and the atlas are there.
//
//     const skin = await loadSkin('female');
//     skin.positions[3 * v]                    // metres: x to the person's left, y up, z forward
//
// Skin points carry the engine's own numbers. Positions differ from the engine's by less than a tenth of a millimetre.
import type {Settings} from '$lib/settings.svelte';

import {decodeSkin, decodeShape, type Skin} from './skin-codec';

export type {Region, Skin} from './skin-codec';
export type Body = Settings['body'];

const files = import.meta.glob<string>('./generated/*.bin', {query: '?url', import: 'default', eager: true});

async function fetchFile(name: string): Promise<Uint8Array> {
  const url = files[`./generated/${name}.bin`];
  if (!url) throw new Error(`the body "${name}" was not built`);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${name}.bin: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const loaded = new Map<Body, Promise<Skin>>();

// Each body is fetched once; a failed fetch is tried again the next time.
export function loadSkin(body: Body): Promise<Skin> {
  let skin = loaded.get(body);
  if (!skin) {
    skin =
      body === 'neutral'
        ? fetchFile('neutral').then(decodeSkin)
        : Promise.all([loadSkin('neutral'), fetchFile(body)]).then(([neutral, bytes]) => decodeShape(neutral, bytes));
    skin.catch(() => loaded.delete(body));
    loaded.set(body, skin);
  }
  return skin;
}
