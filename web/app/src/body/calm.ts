// The figure is looked at as a map of the body, not as a person: the light on its face is smoothed, so that it has the face
// of a mannequin. Its shape stays what it is.
import {computeNormals, normalized, type SkinGeometry} from './geometry';

const face = ['face', 'jaw', 'forehead', 'temple'];
const passes = 14;
const pocket = 130; // of 255: what is less open to the light lies within a fold

const pointsOfFace = ({skin}: SkinGeometry): number[] =>
  [...skin.region.keys()].filter((v) => face.includes(skin.regions[skin.region[v]!]!.label));

export function drawnNormals(geometry: SkinGeometry): Float32Array {
  const {skin} = geometry;
  const normals = computeNormals(skin.positions, skin.triangles);
  const points = pointsOfFace(geometry);
  for (let pass = 0; pass < passes; ++pass) smooth(geometry, normals, 3, points);
  for (const v of points) normals.set(normalized([normals[3 * v]!, normals[3 * v + 1]!, normals[3 * v + 2]!]), 3 * v);
  return normals;
}

export function drawnShade(geometry: SkinGeometry): Uint8Array {
  const shade = Float32Array.from(geometry.skin.shade);
  const points = pointsOfFace(geometry);
  const usual = points.reduce((sum, v) => sum + shade[v]!, 0) / points.length;
  for (const v of points) shade[v] = Math.max(shade[v]!, usual);
  for (let pass = 0; pass < passes; ++pass) smooth(geometry, shade, 1, points);
  return Uint8Array.from(shade, Math.round);
}

// The triangles whose back sides draw the contour: not those within the mouth, the nostrils and the lids.
export function contourTriangles(geometry: SkinGeometry): Uint16Array {
  const {triangles, shade} = geometry.skin;
  const hidden = new Set(pointsOfFace(geometry).filter((v) => shade[v]! < pocket));
  return triangles.filter((_, i) => {
    const t = i - (i % 3);
    return !(hidden.has(triangles[t]!) || hidden.has(triangles[t + 1]!) || hidden.has(triangles[t + 2]!));
  });
}

function smooth(geometry: SkinGeometry, values: Float32Array, size: number, points: number[]): void {
  const before = values.slice();
  for (const v of points) {
    const around = geometry.neighbours(v);
    for (let k = 0; k < size; ++k) {
      let sum = 0;
      for (const w of around) sum += before[size * w + k]!;
      values[size * v + k] = (before[size * v + k]! + sum / around.length) / 2;
    }
  }
}
