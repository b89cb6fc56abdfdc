// The figure is looked at as a map of the body, not as a person: the light on its face is smoothed, so that it has the face
// of a mannequin. Its shape stays what it is.
//
//     const {normals, shade, contour} = calmed(geometry);
import {computeNormals, normalized, type SkinGeometry} from './geometry';

const regionsOfFace = ['face', 'jaw', 'forehead', 'temple'];
const passes = 14;
const pocket = 130; // of 255: what is less open to the light lies within a fold

export interface Calmed {
  normals: Float32Array; // of the shown body, three a point
  shade: Uint8Array; // how open to the light, as Skin.shade
  contour: Uint16Array; // the triangles whose back sides draw the contour: not those within the mouth, the nostrils and the lids
}

const known = new WeakMap<SkinGeometry, Calmed>();

// Worked out once a body.
export function calmed(geometry: SkinGeometry): Calmed {
  let all = known.get(geometry);
  if (!all) {
    const points = pointsOfFace(geometry);
    const neighbours = points.map((v) => geometry.neighbours(v));
    const smooth = (values: Float32Array, size: number) => smoothAt(points, neighbours, values, size);
    all = {normals: calmedNormals(geometry, points, smooth), shade: calmedShade(geometry, points, smooth), contour: contourTriangles(geometry, points)};
    known.set(geometry, all);
  }
  return all;
}

type Smooth = (values: Float32Array, size: number) => void;

function pointsOfFace({skin}: SkinGeometry): number[] {
  const isFace = skin.regions.map(({label}) => regionsOfFace.includes(label));
  const out: number[] = [];
  skin.region.forEach((region, v) => {
    if (isFace[region]) out.push(v);
  });
  return out;
}

function calmedNormals(geometry: SkinGeometry, face: number[], smooth: Smooth): Float32Array {
  const {skin} = geometry;
  const normals = skin.positions === skin.neutral ? geometry.normals.slice() : computeNormals(skin.positions, skin.triangles);
  smooth(normals, 3);
  for (const v of face) normals.set(normalized([normals[3 * v]!, normals[3 * v + 1]!, normals[3 * v + 2]!]), 3 * v);
  return normals;
}

function calmedShade({skin}: SkinGeometry, face: number[], smooth: Smooth): Uint8Array {
  const shade = Float32Array.from(skin.shade);
  const usual = face.reduce((sum, v) => sum + shade[v]!, 0) / face.length;
  for (const v of face) shade[v] = Math.max(shade[v]!, usual);
  smooth(shade, 1);
  return Uint8Array.from(shade, Math.round);
}

function contourTriangles(geometry: SkinGeometry, face: number[]): Uint16Array {
  const {triangles, shade} = geometry.skin;
  const isHidden = new Uint8Array(geometry.pointCount);
  for (const v of face) if (shade[v]! < pocket) isHidden[v] = 1;
  const out = new Uint16Array(triangles.length);
  let count = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = triangles[i]!, b = triangles[i + 1]!, c = triangles[i + 2]!;
    if (isHidden[a] || isHidden[b] || isHidden[c]) continue;
    out[count++] = a;
    out[count++] = b;
    out[count++] = c;
  }
  return out.slice(0, count);
}

// Each of the points takes the mean of itself and its neighbours, pass after pass.
function smoothAt(points: number[], neighbours: Uint16Array[], values: Float32Array, size: number): void {
  const after = new Float32Array(size * points.length);
  for (let pass = 0; pass < passes; ++pass) {
    points.forEach((v, i) => {
      const around = neighbours[i]!;
      for (let k = 0; k < size; ++k) {
        let sum = 0;
        for (let j = 0; j < around.length; ++j) sum += values[size * around[j]! + k]!;
        after[size * i + k] = (values[size * v + k]! + sum / around.length) / 2;
      }
    });
    points.forEach((v, i) => {
      for (let k = 0; k < size; ++k) values[size * v + k] = after[size * i + k]!;
    });
  }
}
