// The figure is looked at as a map of the body, not as a person: the light on its face is smoothed, so that it has the face
// of a mannequin. Its shape stays what it is.
import {computeNormals, normalized, type SkinGeometry} from './geometry';

const face = ['face', 'jaw', 'forehead', 'temple'];
const passes = 14;
const pocket = 130; // of 255: what is less open to the light lies within a fold

function pointsOfFace({skin}: SkinGeometry): number[] {
  const isFace = skin.regions.map(({label}) => face.includes(label));
  const out: number[] = [];
  skin.region.forEach((region, v) => {
    if (isFace[region]) out.push(v);
  });
  return out;
}

export function drawnNormals(geometry: SkinGeometry): Float32Array {
  const {skin} = geometry;
  const normals = skin.positions === skin.neutral ? geometry.normals.slice() : computeNormals(skin.positions, skin.triangles);
  const points = pointsOfFace(geometry);
  smooth(geometry, normals, 3, points);
  for (const v of points) normals.set(normalized([normals[3 * v]!, normals[3 * v + 1]!, normals[3 * v + 2]!]), 3 * v);
  return normals;
}

export function drawnShade(geometry: SkinGeometry): Uint8Array {
  const shade = Float32Array.from(geometry.skin.shade);
  const points = pointsOfFace(geometry);
  const usual = points.reduce((sum, v) => sum + shade[v]!, 0) / points.length;
  for (const v of points) shade[v] = Math.max(shade[v]!, usual);
  smooth(geometry, shade, 1, points);
  return Uint8Array.from(shade, Math.round);
}

// The triangles whose back sides draw the contour: not those within the mouth, the nostrils and the lids.
export function contourTriangles(geometry: SkinGeometry): Uint16Array {
  const {triangles, shade} = geometry.skin;
  const isHidden = new Uint8Array(geometry.pointCount);
  for (const v of pointsOfFace(geometry)) if (shade[v]! < pocket) isHidden[v] = 1;
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
function smooth(geometry: SkinGeometry, values: Float32Array, size: number, points: number[]): void {
  const after = new Float32Array(size * points.length);
  const neighbours = points.map((v) => geometry.neighbours(v));
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
