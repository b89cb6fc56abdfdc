// Muscles as bundles of fibres below the skin: a ribbon along each fibre of the atlas, as deep as its layer lies.
import {cross, mirrored, minus, normalized, type SkinGeometry, type SurfacePoint, type Vec3} from './geometry';

const skinDepth = 0.004; // metres of skin over the outermost layer
const layerDepth = 0.007; // metres from one layer to the next
const leastWidth = 0.003, mostWidth = 0.013; // half of a bundle in its middle, metres

export interface Bundles {
  fibres: Float32Array[]; // polylines on the neutral skin, left side
  sides: ('left' | 'right')[];
  layer: number; // 0 outermost
}

// Triangles, and what is known of each of their corners.
export interface Ribbons {
  position: Float32Array; // three a corner
  outward: Float32Array; // three: away from the body
  across: Float32Array; // two: -1 to 1 over the bundle, 0 to 1 along it
  layer: Float32Array; // one: 0 outermost
  index: Uint32Array;
}

export function buildFibres(geometry: SkinGeometry, muscles: Bundles[]): Ribbons {
  const position: number[] = [], outward: number[] = [], across: number[] = [], layers: number[] = [], index: number[] = [];
  // Deep ones first: what is drawn later lies over it.
  for (const {fibres, sides, layer} of [...muscles].sort((a, b) => b.layer - a.layer)) {
    const width = widthOf(fibres);
    for (const fibre of fibres) {
      const places = placesOf(geometry, fibre);
      for (const side of sides) addRibbon(geometry, side === 'left' ? places : places.map((place) => mirrorPlace(geometry, place)), layer, width);
    }
  }
  return {
    position: new Float32Array(position),
    outward: new Float32Array(outward),
    across: new Float32Array(across),
    layer: new Float32Array(layers),
    index: new Uint32Array(index),
  };

  function addRibbon(skin: SkinGeometry, places: SurfacePoint[], layer: number, halfWidth: number): void {
    const depth = skinDepth + layerDepth * layer;
    const points = places.map((place) => skin.shown(place, -depth));
    const first = position.length / 3;
    points.forEach((point, i) => {
      const ahead = points[Math.min(i + 1, points.length - 1)]!, behind = points[Math.max(i - 1, 0)]!;
      const side = normalized(cross(normalized(minus(ahead, behind)), places[i]!.normal));
      const share = points.length > 1 ? i / (points.length - 1) : 0;
      const width = halfWidth * (0.4 + 0.6 * Math.sin(Math.PI * share) ** 0.6);
      for (const hand of [-1, 1]) {
        position.push(point[0] + side[0] * width * hand, point[1] + side[1] * width * hand, point[2] + side[2] * width * hand);
        outward.push(...places[i]!.normal);
        across.push(hand, share);
        layers.push(layer);
      }
      if (i === 0) return;
      const at = first + 2 * i;
      index.push(at - 2, at - 1, at, at - 1, at + 1, at);
    });
  }
}

// Bundles side by side nearly touch: half of the usual distance from the middle of one to the next.
function widthOf(fibres: Float32Array[]): number {
  const apart = fibres.map((fibre, i) => {
    const middle = 3 * Math.floor(fibre.length / 6);
    let nearest = Infinity;
    fibres.forEach((other, j) => {
      if (i === j) return;
      for (let k = 0; k < other.length; k += 3)
        nearest = Math.min(nearest, Math.hypot(other[k]! - fibre[middle]!, other[k + 1]! - fibre[middle + 1]!, other[k + 2]! - fibre[middle + 2]!));
    });
    return nearest;
  });
  const usual = apart.sort((a, b) => a - b)[Math.floor(apart.length / 2)] ?? Infinity;
  return Math.min(mostWidth, Math.max(leastWidth, 0.46 * usual));
}

function placesOf(geometry: SkinGeometry, fibre: Float32Array): SurfacePoint[] {
  const out: SurfacePoint[] = [];
  for (let i = 0; i + 2 < fibre.length; i += 3) out.push(geometry.onNeutral([fibre[i]!, fibre[i + 1]!, fibre[i + 2]!] as Vec3));
  return out;
}

export const mirrorPlace = (geometry: SkinGeometry, place: SurfacePoint): SurfacePoint => ({
  position: mirrored(place.position),
  normal: mirrored(place.normal),
  nearest: geometry.skin.mirror[place.nearest]!,
});
