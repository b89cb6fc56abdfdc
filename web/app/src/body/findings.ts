// What the engine knows of sources and muscles, as the picture needs it. Asked once each and kept.
import {engine} from '$lib/engine.svelte';

import {buildFibres, type Bundles, type Ribbons} from './fibres';
import type {SkinGeometry, SurfacePoint, Vec3} from './geometry';
import type {Zone} from './painting';

interface Field {
  zones: Zone[];
  at: Vec3 | null; // of the trigger point on the neutral skin; null for a condition
}

const fields = new Map<string, Promise<Field>>();
const fibres = new Map<string, Promise<Float32Array[]>>();

function kept<Value>(in_: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  let value = in_.get(key);
  if (!value) {
    value = make();
    value.catch(() => in_.delete(key));
    in_.set(key, value);
  }
  return value;
}

const fieldOf = (source: string) => kept<Field>(fields, source, () => engine.field(source));

export async function fieldsOf(wanted: {source: string; strength: number}[]): Promise<{zone: Zone; strength: number}[]> {
  const all = await Promise.all(wanted.map(async ({source, strength}) => ({strength, ...(await fieldOf(source))})));
  return all.flatMap(({zones, strength}) => zones.map((zone) => ({zone, strength})));
}

export async function placesOf(wanted: {source: string; label?: string}[], geometry: SkinGeometry): Promise<{place: SurfacePoint; text: string}[]> {
  const all = await Promise.all(wanted.map(async ({source, label}) => ({at: (await fieldOf(source)).at, text: label ?? ''})));
  return all.flatMap(({at, text}) => (at ? [{place: geometry.onNeutral(at), text}] : []));
}

export async function fibresOf(wanted: string[], geometry: SkinGeometry): Promise<Ribbons | null> {
  if (!wanted.length) return null;
  const bundles = await Promise.all(
    wanted.map(async (name, layer): Promise<Bundles> => {
      const [muscle, side] = name.split('/') as [string, string | undefined];
      const sides: Bundles['sides'] = side === 'left' || side === 'right' ? [side] : ['left', 'right'];
      return {fibres: await kept(fibres, muscle, () => engine.fibres(muscle)), sides, layer};
    }),
  );
  return buildFibres(geometry, bundles);
}
