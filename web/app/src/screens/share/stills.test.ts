import {expect, test, vi} from 'vitest';

vi.mock('$lib/engine.svelte', () => ({engine: {}, engineStatus: {phase: 'ready'}}));
vi.mock('$body/still', () => ({renderStill: () => Promise.reject(new Error('no picture'))}));
const {chooseViews, countSides, findChange, widen} = await import('./stills');

// A tetrahedron around the origin, its faces outwards: enough to have a front and a back.
const positions = new Float32Array([0, 1, 0, -1, -1, 1, 1, -1, 1, 0, -1, -1]);
const triangles = new Uint16Array([0, 1, 2, 0, 2, 3, 0, 3, 1, 1, 3, 2]);

test('what faces forward is seen from the front', () => {
  const at = (...points: number[]) => countSides(Uint8Array.from([0, 1, 2, 3], (point) => (points.includes(point) ? 255 : 0)), positions, triangles);
  const behind = at(3);
  expect(behind.back).toBeGreaterThan(behind.front);
  const left = at(2); // +x
  expect(left.left).toBeGreaterThan(left.right);
  expect(at()).toEqual({front: 0, back: 0, left: 0, right: 0});
});

test('one side, or two where the other adds enough', () => {
  expect(chooseViews({front: 10, back: 0.5, left: 2, right: 2})).toEqual(['front']);
  expect(chooseViews({front: 5, back: 8, left: 1, right: 1})).toEqual(['back', 'front']);
  expect(chooseViews({front: 1, back: 1, left: 9, right: 0})).toEqual(['left']);
  expect(chooseViews({front: 0, back: 0, left: 0, right: 0})).toEqual(['back']);
});

const image = (width: number, height: number, dots: [number, number][] = []): ImageData => {
  const data = new Uint8ClampedArray(4 * width * height);
  for (const [x, y] of dots) data[4 * (y * width + x)] = 255;
  return {width, height, data} as unknown as ImageData;
};

test('the change between two pictures is found', () => {
  expect(findChange(image(20, 30), image(20, 30))).toBeNull();
  expect(findChange(image(20, 30), image(20, 30, [[3, 4], [10, 25]]))).toEqual({x: 3, y: 4, width: 8, height: 22});
});

test('a cut stays within the picture and shows enough around it', () => {
  const whole = {width: 700, height: 1400};
  for (const box of [null, {x: 0, y: 0, width: 1, height: 1}, {x: 699, y: 1399, width: 1, height: 1}, {x: 300, y: 500, width: 60, height: 90}, {x: 0, y: 0, ...whole}]) {
    const cut = widen(box, whole);
    expect(cut.x).toBeGreaterThanOrEqual(0);
    expect(cut.y).toBeGreaterThanOrEqual(0);
    expect(cut.x + cut.width).toBeLessThanOrEqual(whole.width);
    expect(cut.y + cut.height).toBeLessThanOrEqual(whole.height);
    expect(cut.height).toBeGreaterThanOrEqual(Math.floor(whole.height / 3));
  }
});
