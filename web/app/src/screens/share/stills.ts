// Pictures of the body for the report: from the sides that were painted, cut to where something is painted.
import {renderStill, type Still} from '$body/still';
import {engine} from '$lib/engine.svelte';
import {settings} from '$lib/settings.svelte';
import type {Drawing} from '$lib/types';

import type {Picture} from './pdf';
import {words} from './report-words';

type Side = 'front' | 'back' | 'left' | 'right';
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const size = {width: 700, height: 1400};
const least = 0.15; // share of the paint that a second side needs

// How much of a drawing is seen from each side: what faces there.
export function countSides(painted: Uint8Array, positions: Float32Array, triangles: Uint16Array): Record<Side, number> {
  const normals = new Float32Array(positions.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t]!, 3 * triangles[t + 1]!, 3 * triangles[t + 2]!];
    const edge = (from: number, to: number, axis: number) => positions[to + axis]! - positions[from + axis]!;
    const nx = edge(a, b, 1) * edge(a, c, 2) - edge(a, b, 2) * edge(a, c, 1);
    const nz = edge(a, b, 0) * edge(a, c, 1) - edge(a, b, 1) * edge(a, c, 0);
    for (const point of [a, b, c]) {
      normals[point]! += nx;
      normals[point + 2]! += nz;
    }
  }
  const seen: Record<Side, number> = {front: 0, back: 0, left: 0, right: 0};
  painted.forEach((strength, point) => {
    if (!strength) return;
    const nx = normals[3 * point]!;
    const nz = normals[3 * point + 2]!;
    const length = Math.hypot(nx, nz) || 1;
    seen.front += Math.max(0, nz / length);
    seen.back += Math.max(0, -nz / length);
    seen.left += Math.max(0, nx / length); // +x is the person's left
    seen.right += Math.max(0, -nx / length);
  });
  return seen;
}

// Front or back where most of it is seen there, else a side; a second one where it adds enough.
export function chooseViews(seen: Record<Side, number>): Side[] {
  const all = Object.values(seen).reduce((sum, one) => sum + one, 0);
  if (all === 0) return ['back'];
  const order = (Object.keys(seen) as Side[]).sort((a, b) => seen[b] - seen[a]);
  const opposite: Record<Side, Side> = {front: 'back', back: 'front', left: 'right', right: 'left'};
  const first = order[0]!;
  const second = opposite[first];
  return seen[second] >= least * all ? [first, second] : [first];
}

async function viewsOf(drawing: Drawing): Promise<Side[]> {
  const body = drawing.body ?? 'neutral';
  const [painted, skin] = await Promise.all([engine.paint(drawing), engine.skin(body)]);
  return chooseViews(countSides(painted, skin.positions, skin.triangles));
}

async function pixels(picture: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', {willReadFrequently: true})!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

// Where two pictures differ.
export function findChange(a: ImageData, b: ImageData): Box | null {
  let [left, top, right, bottom] = [a.width, a.height, -1, -1];
  for (let y = 0; y < a.height; ++y)
    for (let x = 0; x < a.width; ++x) {
      const at = 4 * (y * a.width + x);
      if (Math.abs(a.data[at]! - b.data[at]!) + Math.abs(a.data[at + 1]! - b.data[at + 1]!) + Math.abs(a.data[at + 2]! - b.data[at + 2]!) < 24) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  return right < 0 ? null : {x: left, y: top, width: right - left + 1, height: bottom - top + 1};
}

const unite = (a: Box | null, b: Box | null): Box | null => {
  if (!a || !b) return a ?? b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y};
};

// With room around it, so that one sees which part of the body it is; not smaller than a third of the body.
export function widen(box: Box | null, whole: {width: number; height: number}): Box {
  if (!box) return {x: 0, y: 0, ...whole};
  const height = Math.min(whole.height, Math.max(box.height * 1.35, whole.height / 3));
  const width = Math.min(whole.width, Math.max(box.width * 1.6, height * 0.62));
  const clamp = (value: number, most: number) => Math.round(Math.max(0, Math.min(most, value)));
  return {
    x: clamp(box.x + box.width / 2 - width / 2, whole.width - width),
    y: clamp(box.y + box.height / 2 - height / 2, whole.height - height),
    width: Math.round(width),
    height: Math.round(height),
  };
}

async function cut(picture: Blob, box: Box): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(box.width, box.height);
  canvas.getContext('2d')!.drawImage(await createImageBitmap(picture), -box.x, -box.y);
  return new Uint8Array(await (await canvas.convertToBlob({type: 'image/png'})).arrayBuffer());
}

export interface ReportPictures {
  drawing: Picture[];
  map: Picture[];
  film: {png: Uint8Array<ArrayBuffer>; at: string; cm2: number | null}[];
}

// Nothing where the browser cannot draw the body: the report does without.
export async function drawReport(drawing: Drawing | undefined, source: string | null, older: {at: string; drawing: Drawing}[]): Promise<ReportPictures> {
  const none: ReportPictures = {drawing: [], map: [], film: []};
  try {
    return await drawAll(drawing, source, older);
  } catch (error) {
    console.warn(error);
    return none;
  }
}

async function drawAll(drawing: Drawing | undefined, source: string | null, older: {at: string; drawing: Drawing}[]): Promise<ReportPictures> {
  const body = drawing?.body ?? settings.body;
  const views: Side[] = drawing ? await viewsOf(drawing) : ['back'];
  const draw = (still: Omit<Still, 'body'>) => renderStill({body, ...still}, size.width, size.height);
  const out: ReportPictures = {drawing: [], map: [], film: []};
  let first: Box | null = null;
  for (const view of views) {
    const plain = await draw({view});
    const painted = drawing ? await draw({view, marks: drawing.marks}) : plain;
    const point = source && source.split('/').length > 2 ? [{source}] : [];
    const field = source ? await draw({view, fields: [{source, strength: 1}], points: point}) : plain;
    const base = await pixels(plain);
    const change = unite(findChange(base, await pixels(painted)), view === views[0] ? findChange(base, await pixels(field)) : null);
    const box = widen(change, size);
    first ??= box;
    if (drawing) out.drawing.push({png: await cut(painted, box), label: words().view[view]});
    if (source && view === views[0]) out.map.push({png: await cut(field, box), label: words().view[view]});
  }
  for (const {at, drawing: old} of older.length > 1 ? older : []) {
    const picture = await draw({view: views[0]!, marks: old.marks});
    const {painted_cm2: cm2} = await engine.call('trace', old);
    out.film.push({png: await cut(picture, first ?? {x: 0, y: 0, ...size}), at, cm2});
  }
  return out;
}
