import {describe, expect, test} from 'vitest';

import {Camera} from './camera';
import {cross, dot, minus, normalized, norm, type Vec3} from './geometry';
import {readSkin} from './testing/engine';
import {TouchedSkin} from './touch';

const skin = readSkin('neutral');
const corner = (v: number): Vec3 => [skin.positions[3 * v]!, skin.positions[3 * v + 1]!, skin.positions[3 * v + 2]!];

// The plain way: the line from the eye through every triangle (Moeller and Trumbore 1997).
function cast(eye: Vec3, direction: Vec3): Vec3 | null {
  let nearest = Infinity;
  for (let i = 0; i < skin.triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => corner(skin.triangles[i + k]!)) as [Vec3, Vec3, Vec3];
    const [ab, ac] = [minus(b, a), minus(c, a)];
    const across = cross(direction, ac);
    const facing = dot(ab, across);
    if (facing <= 0) continue;
    const from = minus(eye, a);
    const u = dot(from, across) / facing;
    const turned = cross(from, ab);
    const v = dot(direction, turned) / facing;
    if (u < 0 || v < 0 || u + v > 1) continue;
    const far = dot(ac, turned) / facing;
    if (far > 0) nearest = Math.min(nearest, far);
  }
  return nearest === Infinity ? null : (eye.map((x, k) => x + direction[k]! * nearest) as unknown as Vec3);
}

describe('what lies under a finger', () => {
  const views: [string, Vec3, Vec3][] = [
    ['from the front', [0, 0.85, 6], [0, 0.85, 0]],
    ['from the back, near', [0.2, 1.1, -1], [0, 1, 0]],
    ['from above, aside', [2, 3, 2], [0, 0.9, 0]],
    ['with a hand behind the eye', [0.4, 0.9, 0.1], [-0.3, 1, 0]],
  ];
  test.each(views)('%s is what the line from the eye meets first', (_, eye, at) => {
    const camera = new Camera(18);
    camera.lookFrom(eye, at, 0.6, 0.05, 9);
    const touched = new TouchedSkin(skin.positions, skin.triangles);
    touched.seenFrom(camera);
    let met = 0;
    for (let i = 0; i < 12; ++i)
      for (let k = 0; k < 12; ++k) {
        const [x, y] = [(i + 0.5) / 6 - 1, (k + 0.5) / 6 - 1];
        const expected = cast(camera.eye, camera.direction(x, y));
        // What is nearer than 5 cm is not drawn, nor touched.
        if (expected && norm(minus(expected, camera.eye)) < 0.1) continue;
        const hit = touched.hit(x, y);
        expect(hit === null, `${x}, ${y}`).toBe(expected === null);
        if (!hit || !expected) continue;
        met += 1;
        expect(norm(minus(hit, expected))).toBeLessThan(1e-4);
      }
    expect(met).toBeGreaterThan(5);
  });

  test('a place of the body comes back from where it is on the picture', () => {
    const camera = new Camera(18);
    camera.lookFrom([1, 1.5, 5], [0, 0.85, 0], 0.7, 0.05, 9);
    for (const place of [[0.1, 1.2, 0.1], [-0.3, 0.4, -0.1]] as Vec3[]) {
      const {x, y, distance} = camera.project(place);
      const direction = camera.direction(x, y);
      expect(dot(direction, normalized(minus(place, camera.eye)))).toBeCloseTo(1, 6);
      expect(distance).toBeGreaterThan(4);
    }
  });
});
