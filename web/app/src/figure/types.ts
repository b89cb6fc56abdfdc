// What the engine says of figures that move: "knotwork.motion/1", and the skin that hangs on its joints.

export type Point = [number, number, number];
export type Turn = [number, number, number, number];

export interface Prop {
  kind: string;
  from?: number; // sample from which on it is shown
  size: Point; // metres: across, up, ahead
  places?: {at: Point; turn: Turn}[]; // one, or one a sample
  lines?: Point[][]; // one a sample
}

export interface Motion {
  id: string;
  name: string;
  sided: boolean;
  findings: string[];
  remedies: string[];
  side: 'left' | 'right';
  seconds: number;
  keys: {sample: number; hold: number; say: string}[];
  samples: {t: number; root: Point; turns: number[]}[]; // four numbers a joint
  props: Prop[];
  view: {from: Point; low: Point; high: Point};
  mark?: number; // skin point of the X
}

export interface Skin {
  positions: Float32Array; // of the body that is shown
  triangles: Uint16Array | Uint32Array;
  joints: Uint8Array; // four a point
  weights: Uint8Array; // four a point, 255 in all
  bones: {parent: number; at: Point}[]; // of that body; parent -1: none
}
