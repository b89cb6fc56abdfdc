// What goes in and what comes out.
import type {Actions} from './generated/actions.js';

export type {
  Actions,
  Case,
  Citation,
  Condition,
  Interview,
  Journal,
  Landmark,
  Mark,
  Motion,
  Muscle,
  PainDrawing as Drawing,
  Plan,
  Progress,
  Provider,
  Region,
  Remedy,
  Session,
  SessionState,
  Trace,
  Triage,
} from './generated/actions.js';
export type Action = keyof Actions;
export type Request<A extends Action> = Actions[A]['request'];
export type Response<A extends Action> = Actions[A]['answer'];
// What follows the name of an action in a call: an action that needs no request may go without.
export type Asked<A extends Action> = undefined extends Request<A>
  ? [request?: Request<A>]
  : object extends Request<A>
    ? [request?: Request<A>]
    : [request: Request<A>];

export type Body = 'neutral' | 'female' | 'male';

// The body as a mesh that all bodies share: point v of one is point v of another.
export interface Skin {
  positions: Float32Array<ArrayBuffer>; // three a point: metres; x to the person's left, y up, z forward
  triangles: Uint16Array<ArrayBuffer>; // three points each, counter-clockwise seen from outside
  region: Uint16Array<ArrayBuffer>; // of each point: twice its place in the answer of `regions`, and 1 more on the right side
  mirror: Uint16Array<ArrayBuffer>; // of each point: the one on the other side; itself on the mid-line
  hash: string; // what a drawing's `points` name, so that their numbers mean this skin
}

// The joints that pose a body, and how its skin hangs on them.
export interface Figure {
  parents: Uint8Array<ArrayBuffer>; // of each joint; 255: none. Parents come before their children
  centres: Float32Array<ArrayBuffer>; // three a joint: metres, in the standing body of skin()
  joints: Uint8Array<ArrayBuffer>; // four a skin point
  weights: Uint8Array<ArrayBuffer>; // four a skin point, of 255
}

// Where a source is felt. A zone is essential where nearly everyone feels it.
export interface Field {
  at: [x: number, y: number, z: number] | null; // of the trigger point, on the neutral skin; null for a condition
  zones: {
    essential: boolean;
    points: Uint16Array<ArrayBuffer>; // of the skin
    coverage: Uint8Array<ArrayBuffer>; // of each of these: how much of the skin there it takes in, of 255
  }[];
}

// A drawing's skin points, one byte a point: 0 or 1.
export type Painted = Uint8Array<ArrayBuffer>;
// Polylines on the neutral body, left side: three numbers a point, metres.
export type Fibres = Float32Array<ArrayBuffer>[];
