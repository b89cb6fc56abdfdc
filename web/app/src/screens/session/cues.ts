// What is to be heard and felt when a session goes from one state to the next. Pure: sound.ts and voice.ts play it.
import type {SessionState} from '$lib/types';

export type Cue =
  | 'start' // of a hold or a set
  | 'breathe-in'
  | 'breathe-out'
  | 'enough' // a point may be let go once it has eased
  | 'end' // of a hold: look at the screen
  | 'rest'
  | 'soon' // the last seconds of a rest
  | 'next' // another item
  | 'side' // another item, on the other side
  | 'paused'
  | 'finished';

type View = SessionState['view'];
type Sides = ('left' | 'right' | undefined)[]; // by task

const sameRound = (a: View, b: View): boolean => a.phase === b.phase && a.task === b.task && a.round === b.round;

export function listCues(before: View | undefined, now: View, sides: Sides): Cue[] {
  if (before && before.is_paused !== now.is_paused) return now.is_paused ? ['paused'] : [];
  if (now.is_paused) return [];
  if (!before || !sameRound(before, now)) return begin(before, now, sides);
  const cues: Cue[] = [];
  if (now.phase === 'hold') {
    if (now.breathe_in !== before.breathe_in) cues.push(now.breathe_in ? 'breathe-in' : 'breathe-out');
    if (now.may_end && !before.may_end) cues.push('enough');
  }
  if (now.phase === 'rest')
    for (const second of [3, 2, 1]) if (before.remaining_s > second && now.remaining_s <= second) return [...cues, 'soon'];
  return cues;
}

function begin(before: View | undefined, now: View, sides: Sides): Cue[] {
  switch (now.phase) {
    case 'hold': return ['start', ...(now.breathe_in ? (['breathe-in'] as const) : [])];
    case 'work': return ['start'];
    case 'rest': return ['rest'];
    case 'ask': return ['end'];
    case 'ready': return [isOtherSide(before, now, sides) ? 'side' : 'next'];
    case 'after-pain': return ['end'];
    case 'finished': return ['finished'];
    case 'before':
    case 'after-movement': return [];
  }
}

// Whether this item is done on the other side than the last that had one.
export function isOtherSide(before: {task?: number} | undefined, now: {task?: number}, sides: Sides): boolean {
  if (now.task === undefined || before?.task === undefined) return false;
  const side = sides[now.task];
  for (let task = before.task; task >= 0; --task) {
    const last = sides[task];
    if (last !== undefined) return side !== undefined && side !== last;
  }
  return false;
}

// What the body should feel of it, in milliseconds on, off, on ...
export const vibrations: Partial<Record<Cue, number[]>> = {
  start: [120],
  enough: [60, 60, 60],
  end: [200, 100, 200],
  rest: [80],
  soon: [40],
  next: [80],
  side: [120, 80, 120, 80, 120],
  paused: [40],
  finished: [200, 100, 200, 100, 400],
};
