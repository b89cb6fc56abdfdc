// What a figure is drawn from: the motion as the engine tells it, and the skin that hangs on its joints.
import type {Motion as Told} from '@knotwork/engine';

export type Motion = Told;
export type Prop = Motion['props'][number];
export type Point = Prop['size'];

export interface Skin {
  positions: Float32Array; // of the body that is shown
  triangles: Uint16Array;
  joints: Uint8Array; // four a point
  weights: Uint8Array; // four a point, 255 in all
  bones: {parent: number; at: Point}[]; // of that body; parent -1: none
}
