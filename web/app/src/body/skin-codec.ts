// The form of the body files. The left half of the skin is walked triangle by triangle from a first one; each step says
// whether the next corner is new, and new corners are written as what a parallelogram over the last edge does not foresee.
// What is left is small numbers, of which brotli makes about a tenth of the plain arrays. The right half is the mirror
// image of the left.
//
// Layout (little-endian): u32 length of a JSON head, the head, then the streams in the order of `streams`, each with the
// length that the head gives.

export interface Skin {
  hash: string; // of the skin whose points these are
  positions: Float32Array; // metres, three a point, of this body
  neutral: Float32Array; // the same of the neutral body, on which lengths are measured
  triangles: Uint16Array; // three corners each, counter-clockwise seen from outside
  mirror: Uint16Array; // point on the other half; itself on the mid-line
  region: Uint16Array; // region of each point: an index of `regions`
  regions: Region[];
  shade: Uint8Array; // how open to the light each point lies, 0 to 255
  walk: Walk; // how the half was walked: what the other bodies are decoded with
}

export interface Region {
  label: string; // "heel", the same on both sides
  side: 'left' | 'right';
  name: string; // what a drawing calls it, and it alone: "left under the heel"
}

// The order in which the corners of the half were met, and the three known corners that foresee each.
export interface Walk {
  order: Uint16Array; // skin point
  from: Int32Array; // three places in `order` each: a + b - c foresees the corner; -1 where there is nothing to go by
}

interface Head {
  hash: string;
  points: number; // of both halves
  half: number; // points of the left half with the mid-line: the first ones
  triangles: number; // of the left half
  regions: Region[];
  besideMiddle: number[]; // points of the half that lie within half a step of the mid-line, but not on it
  lengths: number[]; // of the streams, in bytes
}

export const step = 0.0001; // positions are kept to a tenth of a millimetre
export const code = {none: 0, fresh: 1, far: 2, candidate: 3} as const; // candidate + i: the i-th open neighbour

const zigzag = (n: number) => (n << 1) ^ (n >> 31);
const unzigzag = (n: number) => (n >>> 1) ^ -(n & 1);

// Numbers as two planes of bytes, low ones first: the high plane is nearly all zero.
class Planes {
  readonly low: number[] = [];
  readonly high: number[] = [];

  push(value: number): void {
    const n = zigzag(value);
    if (n > 0xffff) throw new Error('too far from what was foreseen');
    this.low.push(n & 255);
    this.high.push(n >> 8);
  }
}
function readPlanes(bytes: Uint8Array): (i: number) => number {
  const half = bytes.length / 2;
  return (i) => unzigzag(bytes[i]! | (bytes[half + i]! << 8));
}

// The edges of what is walked so far, by the point they begin at and by the one they end at. Both ends of the codec keep
// them in the same order, so that an open neighbour can be named by a small number.
class OpenEdges {
  #from: ShortLists;
  #to: ShortLists;

  constructor(points: number) {
    this.#from = new ShortLists(points);
    this.#to = new ShortLists(points);
  }
  open(a: number, b: number): void {
    this.#from.add(a, b);
    this.#to.add(b, a);
  }
  close(a: number, b: number): boolean {
    return this.#from.take(a, b) && this.#to.take(b, a);
  }
  // Third corners that a triangle on the edge a-b would have if it closed a gap beside it; undefined after the last.
  candidate(a: number, b: number, at: number): number | undefined {
    const count = this.#from.count(b);
    return at < count ? this.#from.get(b, at) : this.#to.get(a, at - count);
  }
}

// A few numbers for each point, in the order in which they came.
const most = 16;
class ShortLists {
  #counts: Uint8Array;
  #numbers: Uint16Array;

  constructor(points: number) {
    this.#counts = new Uint8Array(points);
    this.#numbers = new Uint16Array(points * most);
  }
  count(v: number): number {
    return this.#counts[v]!;
  }
  get(v: number, at: number): number | undefined {
    return at < this.#counts[v]! ? this.#numbers[v * most + at] : undefined;
  }
  add(v: number, number: number): void {
    const count = this.#counts[v]!++;
    if (count >= most) throw new Error('too many edges meet in a point');
    this.#numbers[v * most + count] = number;
  }
  // False where it is not there.
  take(v: number, number: number): boolean {
    const end = v * most + this.#counts[v]!;
    let at = v * most;
    while (at < end && this.#numbers[at] !== number) ++at;
    if (at === end) return false;
    for (++at; at < end; ++at) this.#numbers[at - 1] = this.#numbers[at]!;
    this.#counts[v]! -= 1;
    return true;
  }
}

type Pick = (a: number, b: number, edges: OpenEdges) => number | 'none' | 'fresh';

// Walks the half: `pick` tells the third corner beyond each edge (as a place in the order of meeting), `meet` is called
// for each new corner with what foresees it. The triangles come out as places in that order.
function walkHalf(points: number, pick: Pick, meet: (a: number, b: number, c: number) => void): number[] {
  const edges = new OpenEdges(points);
  const triangles: number[] = [0, 1, 2];
  for (let i = 0; i < 3; ++i) meet(-1, -1, -1);
  let count = 3;
  // a-b is walked from the far side as b-a; c is the corner on the known side.
  const queue: number[] = [];
  const addEdge = (a: number, b: number, c: number) => {
    if (edges.close(b, a)) return; // both sides known now
    edges.open(a, b);
    queue.push(a, b, c);
  };
  addEdge(0, 1, 2);
  addEdge(1, 2, 0);
  addEdge(2, 0, 1);
  for (let at = 0; at < queue.length; at += 3) {
    const a = queue[at]!, b = queue[at + 1]!, c = queue[at + 2]!;
    if (!edges.close(a, b)) continue;
    // The triangle beyond runs b, a, third.
    const found = pick(a, b, edges);
    if (found === 'none') continue;
    let third: number;
    if (found === 'fresh') {
      meet(a, b, c);
      third = count++;
    } else {
      third = found;
    }
    triangles.push(b, a, third);
    addEdge(a, third, b);
    addEdge(third, b, a);
  }
  return triangles;
}

export interface SkinParts {
  hash: string;
  positions: Float32Array; // of the neutral body
  triangles: Uint16Array;
  mirror: Uint16Array;
  region: Uint16Array;
  regions: Region[];
  shade: Uint8Array;
}

export function encodeSkin(skin: SkinParts): {bytes: Uint8Array; walk: Walk} {
  const points = skin.mirror.length;
  let half = 0;
  while (half < points && skin.mirror[half]! >= half) ++half;
  checkHalves(skin, half);
  const own: number[] = [];
  for (let i = 0; i < skin.triangles.length; i += 3) {
    const [a, b, c] = [skin.triangles[i]!, skin.triangles[i + 1]!, skin.triangles[i + 2]!];
    if (a < half && b < half && c < half) own.push(a, b, c);
  }
  if (own.length * 2 !== skin.triangles.length) throw new Error('the skin has triangles across the mid-line');
  const beyond = new Map<number, number>(); // third corner of the triangle on a directed edge
  for (let i = 0; i < own.length; i += 3)
    for (let k = 0; k < 3; ++k) beyond.set(own[i + k]! * 65536 + own[i + ((k + 1) % 3)]!, own[i + ((k + 2) % 3)]!);

  const order: number[] = [own[0]!, own[1]!, own[2]!];
  const place = new Map<number, number>(order.map((v, i) => [v, i]));
  const from: number[] = [];
  const codes: number[] = [];
  const far: number[] = [];
  const triangles = walkHalf(
    half,
    (a, b, edges) => {
      const third = beyond.get(order[b]! * 65536 + order[a]!);
      if (third === undefined) return codes.push(code.none), 'none';
      const known = place.get(third);
      if (known === undefined) {
        place.set(third, order.length);
        order.push(third);
        codes.push(code.fresh);
        return 'fresh';
      }
      let at = 0;
      while (![known, undefined].includes(edges.candidate(a, b, at))) ++at;
      if (edges.candidate(a, b, at) === known) codes.push(code.candidate + at);
      else codes.push(code.far), far.push(known & 255, known >> 8);
      return known;
    },
    (a, b, c) => from.push(a, b, c),
  );
  if (triangles.length !== own.length || order.length !== half) throw new Error('the half of the skin is not in one piece');
  const walk: Walk = {order: Uint16Array.from(order), from: Int32Array.from(from)};

  // Engine numbers mostly follow each other along the walk; what is written is the step from one to the next.
  const numbers = new Planes();
  let last = 0;
  for (const v of order) {
    numbers.push(wrap16(v - last));
    last = v;
  }
  const regions = new Planes();
  const shades: number[] = [];
  let lastRegion = 0;
  let lastShade = 0;
  for (const v of order) {
    regions.push(skin.region[v]! - lastRegion);
    lastRegion = skin.region[v]!;
    shades.push((skin.shade[v]! - lastShade) & 255);
    lastShade = skin.shade[v]!;
  }
  const streams = [codes, far, [...numbers.low, ...numbers.high], [...regions.low, ...regions.high], shades];
  const quantised = quantise(skin.positions);
  for (let axis = 0; axis < 3; ++axis) streams.push(residuals(quantised, walk, axis));
  return {
    bytes: pack(
      {hash: skin.hash, points, half, triangles: own.length / 3, regions: skin.regions, besideMiddle: besideMiddle(skin, half), lengths: streams.map((one) => one.length)},
      streams,
    ),
    walk,
  };
}

// Another body, as its distance from the neutral one.
export function encodeShape(neutral: Float32Array, shape: Float32Array, walk: Walk): Uint8Array {
  const base = quantise(neutral);
  const moved = quantise(shape).map((n, i) => n - base[i]!);
  const streams = [0, 1, 2].map((axis) => residuals(moved, walk, axis));
  return pack({lengths: streams.map((one) => one.length)}, streams);
}

// A skin that is read half: its way is walked. In two steps, so that a page answers in between.
export interface WalkedSkin {
  head: Head;
  walk: Walk;
  half: number[]; // corners of the triangles of the left half, as places in the order of the walk
  values: Uint8Array[]; // streams that are still to be read
}

export const decodeSkin = (bytes: Uint8Array): Skin => fillSkin(walkSkin(bytes));

export function walkSkin(bytes: Uint8Array): WalkedSkin {
  const {head, streams} = unpack<Head>(bytes);
  const [codes, far, numbers, ...values] = streams as [Uint8Array, ...Uint8Array[]];
  const from: number[] = [];
  let atCode = 0;
  let atFar = 0;
  const half = walkHalf(
    head.half,
    (a, b, edges) => {
      const found = codes[atCode++]!;
      if (found === code.none) return 'none';
      if (found === code.fresh) return 'fresh';
      if (found >= code.candidate) return edges.candidate(a, b, found - code.candidate)!;
      atFar += 2;
      return far![atFar - 2]! | (far![atFar - 1]! << 8);
    },
    (a, b, c) => from.push(a, b, c),
  );

  const readNumber = readPlanes(numbers!);
  const order = new Uint16Array(head.half);
  let last = 0;
  for (let i = 0; i < head.half; ++i) order[i] = last = (last + readNumber(i)) & 0xffff;
  return {head, walk: {order, from: Int32Array.from(from)}, half, values};
}

export function fillSkin({head, walk, half, values: [regionSteps, shadeSteps, ...axes]}: WalkedSkin): Skin {
  const {order} = walk;
  const mirror = new Uint16Array(head.points);
  const isMiddle = new Uint8Array(head.half);
  const positions = new Float32Array(head.points * 3);
  const values = axes.map((stream) => foreseen(stream, walk));
  for (let i = 0; i < head.half; ++i) {
    const v = order[i]!;
    for (let axis = 0; axis < 3; ++axis) positions[3 * v + axis] = values[axis]![i]! * step;
    if (values[0]![i] === 0 && !head.besideMiddle.includes(v)) isMiddle[v] = 1;
  }
  let next = head.half;
  for (let v = 0; v < head.half; ++v) {
    if (isMiddle[v]) {
      mirror[v] = v;
      continue;
    }
    mirror[v] = next;
    mirror[next] = v;
    positions[3 * next] = -positions[3 * v]!;
    positions[3 * next + 1] = positions[3 * v + 1]!;
    positions[3 * next + 2] = positions[3 * v + 2]!;
    ++next;
  }
  if (next !== head.points) throw new Error('the halves of the body do not match');

  const triangles = new Uint16Array(head.triangles * 6);
  for (let i = 0; i < half.length; i += 3) {
    const a = order[half[i]!]!, b = order[half[i + 1]!]!, c = order[half[i + 2]!]!;
    triangles[i] = a;
    triangles[i + 1] = b;
    triangles[i + 2] = c;
    triangles[half.length + i] = mirror[a]!;
    triangles[half.length + i + 1] = mirror[c]!;
    triangles[half.length + i + 2] = mirror[b]!;
  }

  const other = otherSides(head.regions);
  const region = new Uint16Array(head.points);
  const shade = new Uint8Array(head.points);
  const readRegion = readPlanes(regionSteps!);
  let lastRegion = 0;
  let lastShade = 0;
  for (let i = 0; i < head.half; ++i) {
    const v = order[i]!;
    region[v] = lastRegion += readRegion(i);
    shade[v] = lastShade = (lastShade + shadeSteps![i]!) & 255;
    if (mirror[v] === v) continue;
    region[mirror[v]!] = other[region[v]!]!;
    shade[mirror[v]!] = shade[v]!;
  }
  return {hash: head.hash, positions, neutral: positions, triangles, mirror, region, regions: head.regions, shade, walk};
}

export function decodeShape(skin: Skin, bytes: Uint8Array): Skin {
  const {streams} = unpack<{lengths: number[]}>(bytes);
  const {order} = skin.walk;
  const positions = skin.neutral.slice();
  streams.forEach((stream, axis) => {
    const moved = foreseen(stream, skin.walk);
    for (let i = 0; i < order.length; ++i) {
      const v = order[i]!;
      const w = skin.mirror[v]!;
      positions[3 * v + axis]! += moved[i]! * step;
      if (w !== v) positions[3 * w + axis] = axis === 0 ? -positions[3 * v]! : positions[3 * v + axis]!;
    }
  });
  return {...skin, positions};
}

// The index of the same region on the other side.
function otherSides(regions: Region[]): number[] {
  return regions.map((one) => {
    const found = regions.findIndex((two) => two.label === one.label && two.side !== one.side);
    if (found < 0) throw new Error(`the region "${one.label}" has one side only`);
    return found;
  });
}

function checkHalves(skin: SkinParts, half: number): void {
  const {mirror, positions, region} = skin;
  const other = otherSides(skin.regions);
  let next = half;
  for (let v = 0; v < half; ++v) {
    const w = mirror[v]!;
    if (w !== v && w !== next++) throw new Error('the right half does not follow the left in its order');
    if (w === v ? positions[3 * v] !== 0 : positions[3 * v]! <= 0)
      throw new Error(`skin point ${v} lies on the wrong side of the mid-line`);
    if (w !== v && region[w] !== other[region[v]!]) throw new Error(`skin point ${v} and its mirror image lie in different regions`);
  }
  if (next !== mirror.length) throw new Error('the right half is not the mirror image of the left');
}

const besideMiddle = (skin: SkinParts, half: number): number[] =>
  Array.from(skin.mirror.subarray(0, half).keys()).filter((v) => skin.mirror[v] !== v && Math.round(skin.positions[3 * v]! / step) === 0);

const wrap16 = (n: number) => ((n + 0x8000) & 0xffff) - 0x8000;

const quantise = (positions: Float32Array) => Array.from(positions, (x) => Math.round(x / step));

function residuals(values: number[], walk: Walk, axis: number): number[] {
  const planes = new Planes();
  const at = (i: number) => values[3 * walk.order[i]! + axis]!;
  let last = 0;
  for (let i = 0; i < walk.order.length; ++i) {
    const [a, b, c] = [walk.from[3 * i]!, walk.from[3 * i + 1]!, walk.from[3 * i + 2]!];
    planes.push(at(i) - (a < 0 ? last : at(a) + at(b) - at(c)));
    last = at(i);
  }
  return [...planes.low, ...planes.high];
}

function foreseen(stream: Uint8Array, walk: Walk): Int32Array {
  const read = readPlanes(stream);
  const out = new Int32Array(walk.order.length);
  for (let i = 0; i < out.length; ++i) {
    const a = walk.from[3 * i]!;
    const guess = a < 0 ? (i ? out[i - 1]! : 0) : out[a]! + out[walk.from[3 * i + 1]!]! - out[walk.from[3 * i + 2]!]!;
    out[i] = guess + read(i);
  }
  return out;
}

function pack(head: object, streams: number[][]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(4 + text.length + streams.reduce((sum, one) => sum + one.length, 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const stream of streams) {
    bytes.set(stream, at);
    at += stream.length;
  }
  return bytes;
}

function unpack<H extends {lengths: number[]}>(bytes: Uint8Array): {head: H; streams: Uint8Array[]} {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as H;
  let at = 4 + length;
  const streams = head.lengths.map((size) => bytes.subarray(at, (at += size)));
  if (at !== bytes.length) throw new Error('the file of the body is not whole');
  return {head, streams};
}
