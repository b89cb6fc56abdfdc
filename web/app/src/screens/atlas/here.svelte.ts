// What lies and is felt in each part of the body, from the engine; begun when it is first asked for, and kept.
import type {SkinGeometry} from '$body/geometry';
import {loadGeometry} from '$body/skin';
import {engine} from '$lib/engine.svelte';

import {arrange, countRegions, feltFrom, lyingFrom, seenFrom, type Here} from './by-region';

// The side of the body from which each part is seen best: known as soon as the skin is there.
export async function findViews(): Promise<ReturnType<typeof seenFrom>[]> {
  const geometry = await loadGeometry('neutral');
  const {skin} = geometry;
  const sums: [number, number][] = [];
  for (let v = 0; v < skin.region.length; v += 1) {
    const code = skin.region[v]!;
    if (code & 1) continue; // the left half tells for both
    const [x, , z] = geometry.normal(v);
    const sum = (sums[code >> 1] ??= [0, 0]);
    sum[0] += x;
    sum[1] += z;
  }
  return sums.map(seenFrom);
}

let parts: Here[] | undefined = $state.raw();
let asked: Promise<void> | undefined;

async function build(geometry: SkinGeometry): Promise<Here[]> {
  const {skin} = geometry;
  // Regions of the skin stand in the order of the engine's codes.
  const out: Here[] = Array.from({length: Math.ceil(skin.regions.length / 2)}, () => ({felt: [], lying: []}));
  const counts = countRegions(skin.region);
  const [{muscles}, {conditions}] = await Promise.all([engine.call('muscles'), engine.call('conditions')]);
  const sources = [
    ...muscles.flatMap(({id, points}: {id: string; points: number}) => Array.from({length: points}, (_, i) => `${id}/${i + 1}/left`)),
    ...conditions.map(({id, sided}: {id: string; sided: boolean}) => (sided ? `${id}/left` : id)),
  ];
  const fields = await Promise.all(sources.map(async (source) => ({source, field: await engine.field(source).catch(() => null)})));
  for (const {source, field} of fields) if (field) feltFrom(source, field, skin.region, counts, out);
  for (const {id} of muscles as {id: string}[]) {
    const under: number[] = [];
    for (const line of await engine.fibres(id)) for (let i = 0; i < line.length; i += 3) under.push(skin.region[geometry.onNeutral([line[i]!, line[i + 1]!, line[i + 2]!]).nearest]! >> 1);
    lyingFrom(id, under, out);
  }
  return arrange(out);
}

// Undefined until it has been worked out, which begins with the first call.
export function here(): Here[] | undefined {
  asked ??= loadGeometry('neutral')
    .then(build)
    .then((found) => {
      parts = found;
    })
    .catch((error: unknown) => {
      asked = undefined; // tried again when it is next wanted
      console.error(error);
    });
  return parts;
}
