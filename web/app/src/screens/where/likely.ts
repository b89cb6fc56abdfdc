// What the likely sources say while a person paints, in as few words as a glance takes in.
import type {Trace} from '$lib/types';

type Decision = Trace['decisions'][number];

export interface Likely {
  kind: Decision['kind'];
  id: string; // of the muscle or condition
  side: 'left' | 'right' | null;
  probability: number; // that it is the main cause, by any of its points
}

export type Answer =
  | {kind: 'nothing'} // nothing is painted
  | {kind: 'little'} // too little is painted to tell
  | {kind: 'too-much'}
  | {kind: 'problem'; reason: string}
  | {kind: 'waiting'} // no answer yet
  | {kind: 'unknown'; sources: Likely[]} // most likely none that the atlas holds
  | {kind: 'sources'; sources: Likely[]};

const leastPainted = 6; // cm²: less is a slip of the finger
const leastProbability = 0.05; // what is less likely is not worth a line
const unknownFrom = 0.5;
const most = 3;

export function answer(isPainted: boolean, trace: Trace | undefined, problem: string | undefined, code: string | undefined): Answer {
  if (!isPainted) return {kind: 'nothing'};
  if (code === 'everything-painted') return {kind: 'too-much'};
  if (code === 'empty-drawing') return {kind: 'little'};
  if (problem) return {kind: 'problem', reason: problem};
  if (!trace) return {kind: 'waiting'};
  if (trace.painted_cm2 < leastPainted) return {kind: 'little'};
  const sources = listLikely(trace);
  return {kind: trace.other >= unknownFrom || !sources.length ? 'unknown' : 'sources', sources};
}

// The same that the answer is about, with the same numbers.
export const listLikely = (trace: Trace): Likely[] =>
  trace.decisions
    .filter(({probability}) => probability >= leastProbability)
    .slice(0, most)
    .map(({kind, muscle, condition, side, probability}) => ({kind, id: muscle ?? condition ?? '', side: side ?? null, probability}));
