// What the likely sources say while a person paints, in as few words as a glance takes in.
import type {Trace} from '$lib/types';

type Source = Trace['sources'][number];

export interface Likely {
  id: string; // of the source
  kind: Source['kind'];
  name: string; // id of the muscle or condition
  side: 'left' | 'right' | null;
  probability: number;
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

// The likeliest, one for each muscle and side: two points of a muscle are one answer here, as likely as the likelier.
export function listLikely(trace: Trace): Likely[] {
  const out = new Map<string, Likely>();
  for (const source of trace.sources) {
    const name = source.muscle ?? source.condition ?? source.id;
    const side = source.side ?? null;
    const key = `${name}/${side ?? ''}`;
    if (source.probability < leastProbability || out.has(key)) continue;
    out.set(key, {id: source.id, kind: source.kind, name, side, probability: source.probability});
  }
  return [...out.values()].sort((a, b) => b.probability - a.probability).slice(0, most);
}
