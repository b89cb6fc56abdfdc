// From one body to another: positions on the skin of one become the same places on the skin of the other.
import type {Mark} from '$lib/types';

import type {SkinGeometry, Vec3} from './geometry';
import {loadGeometry, type Body} from './skin';

export async function carryMarks(marks: Mark[], from: Body, to: Body): Promise<Mark[]> {
  return carry(marks, await loadGeometry(from), await loadGeometry(to));
}

// Names, regions and skin points are the same on all bodies; only positions change. One that lies off the skin stays.
export function carry(marks: Mark[], from: SkinGeometry, to: SkinGeometry): Mark[] {
  type Place = NonNullable<Mark['patch']>['at'];
  const move = (place: Place): Place => {
    if (typeof place === 'string' || !('xyz' in place)) return place;
    const found = from.place(place.xyz as unknown as Vec3);
    if (!found) return place;
    const [x, y, z] = to.shown(found).map((value) => Math.round(value * 1e4) / 1e4) as [number, number, number];
    return {xyz: [x, y, z]};
  };
  return marks.map((mark): Mark => {
    if (mark.stroke) return {...mark, stroke: {...mark.stroke, points: mark.stroke.points.map(move) as typeof mark.stroke.points}};
    if (mark.patch) return {...mark, patch: {...mark.patch, at: move(mark.patch.at)}};
    return mark;
  });
}
