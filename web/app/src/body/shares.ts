// How much of each region a drawing paints, 0 to 1, by the index of the region.
import {edge} from './brush';
import type {Painting} from './painting';
import type {Skin} from './skin-codec';
import type {Mark} from '$lib/types';

export function regionShares(painting: Painting, skin: Skin, marks: Mark[], later: () => void = () => {}): Float32Array {
  const painted = new Uint8Array(skin.region.length);
  for (const mark of marks) {
    if (mark.intensity === 0) continue;
    for (const [v, share] of painting.coverage(mark, later) ?? []) if (share >= edge) painted[v] = 1;
  }
  const count = new Float32Array(skin.regions.length), sum = new Float32Array(skin.regions.length);
  skin.region.forEach((region, v) => {
    count[region]! += 1;
    sum[region]! += painted[v]!;
  });
  return sum.map((points, region) => (count[region] ? points / count[region]! : 0));
}
