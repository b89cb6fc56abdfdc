// The things around a figure, as simple shapes: what it lies on, leans to, holds and is pressed by.
import * as three from 'three';

import type {Point, Prop} from './types';

export interface Look {
  skin: string;
  wood: string; // mats, chairs, tables, steps, walls
  cloth: string; // pillows, towels
  tool: string; // balls, rollers, straps, bands
  hand: string; // what presses: arrows, and the X
}

export interface Thing {
  object: three.Object3D;
  // Where it is at a time between two samples.
  move?: (from: number, to: number, share: number) => void;
}

const mesh = (geometry: three.BufferGeometry, color: string, roughness = 0.85): three.Mesh => {
  const out = new three.Mesh(geometry, new three.MeshStandardMaterial({color, roughness}));
  out.castShadow = true;
  out.receiveShadow = true;
  return out;
};

const box = (x: number, y: number, z: number, color: string): three.Mesh => mesh(new three.BoxGeometry(x, y, z), color);

// A box with soft edges, its top at y = 0.
function cushion(x: number, y: number, z: number, color: string): three.Mesh {
  const radius = Math.min(x, y, z) * 0.45;
  const shape = new three.Shape();
  const [w, d] = [x / 2 - radius, z / 2 - radius];
  shape.moveTo(-w, -d - radius);
  shape.lineTo(w, -d - radius);
  shape.absarc(w, -d, radius, -Math.PI / 2, 0);
  shape.lineTo(w + radius, d);
  shape.absarc(w, d, radius, 0, Math.PI / 2);
  shape.lineTo(-w, d + radius);
  shape.absarc(-w, d, radius, Math.PI / 2, Math.PI);
  shape.lineTo(-w - radius, -d);
  shape.absarc(-w, -d, radius, Math.PI, 1.5 * Math.PI);
  const bevel = Math.min(y * 0.45, radius * 0.9);
  const geometry = new three.ExtrudeGeometry(shape, {depth: Math.max(0.001, y - 2 * bevel), bevelSize: -bevel * 0.1, bevelThickness: bevel, bevelSegments: 5, curveSegments: 8});
  geometry.rotateX(Math.PI / 2);
  geometry.translate(0, -bevel, 0);
  return mesh(geometry, color, 0.95);
}

function group(...parts: three.Object3D[]): three.Group {
  const out = new three.Group();
  out.add(...parts);
  return out;
}

const at = (object: three.Object3D, x: number, y: number, z: number): three.Object3D => {
  object.position.set(x, y, z);
  return object;
};

// Legs under the corners of a plate whose top is at y = 0 and whose feet stand on the ground.
function legs(x: number, height: number, z: number, thick: number, color: string): three.Object3D[] {
  const out: three.Object3D[] = [];
  for (const sx of [-1, 1])
    for (const sz of [-1, 1])
      out.push(at(box(thick, height, thick, color), sx * (x / 2 - thick), -height / 2, sz * (z / 2 - thick)));
  return out;
}

function build(prop: Prop, look: Look): three.Object3D {
  const [x, y, z] = prop.size;
  switch (prop.kind) {
    case 'mat':
      return at(cushion(x, Math.max(y, 0.012), z, look.cloth), 0, 0.001, 0);
    case 'bed':
      return group(cushion(x, Math.min(0.2, y), z, look.cloth), at(box(x - 0.04, Math.max(0.02, y - 0.18), z - 0.04, look.wood), 0, -0.16 - Math.max(0.02, y - 0.18) / 2, 0));
    case 'table':
      return group(cushion(x, 0.06, z, look.cloth), at(box(x - 0.03, 0.03, z - 0.03, look.wood), 0, -0.07, 0), ...legs(x - 0.06, y - 0.07, z - 0.06, 0.05, look.wood).map((leg) => ((leg.position.y -= 0.07), leg)));
    case 'chair':
      return group(
        cushion(x, 0.045, z, look.wood),
        ...legs(x, y - 0.02, z, 0.035, look.wood).map((leg) => ((leg.position.y -= 0.02), leg)),
        at(box(0.035, 0.46, 0.035, look.wood), -x / 2 + 0.03, 0.2, -z / 2 + 0.02),
        at(box(0.035, 0.46, 0.035, look.wood), x / 2 - 0.03, 0.2, -z / 2 + 0.02),
        at(box(x, 0.16, 0.025, look.wood), 0, 0.36, -z / 2 + 0.02),
      );
    case 'stool':
      return group(cushion(x, 0.05, z, look.wood), ...legs(x, y - 0.02, z, 0.04, look.wood).map((leg) => ((leg.position.y -= 0.02), leg)));
    case 'wall': {
      const wall = new three.Mesh(new three.BoxGeometry(x, y, z), new three.MeshStandardMaterial({color: look.wood, roughness: 1, transparent: true, opacity: 0.55}));
      wall.receiveShadow = true;
      return group(at(wall, 0, y / 2, -z / 2));
    }
    case 'step':
      return at(box(x, y, z, look.wood), 0, -y / 2, 0);
    case 'pillow':
      return cushion(x, y, z, look.cloth);
    case 'ball':
    case 'small-ball':
    case 'soft-ball':
      return mesh(new three.SphereGeometry(y / 2, 28, 20), look.tool, 0.6);
    case 'roller':
    case 'towel':
      return mesh(new three.CylinderGeometry(y / 2, y / 2, x, 32).rotateZ(Math.PI / 2), prop.kind === 'roller' ? look.tool : look.cloth);
    case 'stick':
      return mesh(new three.CylinderGeometry(x / 2, x / 2, y, 20), look.tool);
    case 'weight':
      return mesh(new three.CapsuleGeometry(y / 2, Math.max(0.01, x - y), 6, 20).rotateZ(Math.PI / 2), look.tool);
    case 'hand': {
      // An arrow whose tip is where it presses.
      const shaft = mesh(new three.CylinderGeometry(x * 0.22, x * 0.22, y * 0.6, 20).translate(0, -y * 0.7, 0), look.hand, 0.5);
      const tip = mesh(new three.ConeGeometry(x * 0.55, y * 0.4, 24).translate(0, -y * 0.2, 0), look.hand, 0.5);
      return group(shaft, tip);
    }
    default:
      return new three.Group();
  }
}

// A strap or band: a ribbon along a line that is drawn anew as it moves.
function ribbon(lines: Point[][], look: Look, isClosed: boolean): Thing {
  const line = (points: Point[]) => {
    const through = points.map((p) => new three.Vector3(...p));
    if (isClosed) through.pop();
    const curve = new three.CatmullRomCurve3(through, isClosed, 'catmullrom', isClosed ? 0.3 : 0.05);
    return new three.TubeGeometry(curve, 64, 0.009, 8, isClosed);
  };
  const first = lines[0] ?? [];
  const object = mesh(line(first), look.tool, 0.7);
  return {
    object,
    move(from, to, share) {
      const [a, b] = [lines[from], lines[to]];
      if (!a || !b) return;
      object.geometry.dispose();
      object.geometry = line(a.map((p, i) => p.map((x, k) => x + ((b[i]?.[k] ?? x) - x) * share) as Point));
    },
  };
}

export function makeThing(prop: Prop, look: Look): Thing {
  if (prop.lines) return ribbon(prop.lines, look, prop.kind === 'band');
  const object = group(build(prop, look));
  const places = prop.places ?? [];
  const put = (from: number, to: number, share: number) => {
    const [a, b] = [places[from] ?? places[0], places[to] ?? places[0]];
    if (!a || !b) return;
    object.visible = from >= (prop.from ?? 0);
    object.position.fromArray(a.at).lerp(new three.Vector3(...b.at), share);
    object.quaternion.fromArray(a.turn).slerp(new three.Quaternion(...b.turn), share);
  };
  put(0, 0, 0);
  return places.length > 1 ? {object, move: put} : {object};
}
