// What the answer of the engine comes to, as one of the few things that a person can be told. The thresholds are those of
// the command line (apps/cli/interview_text.cpp).
//
//     const answer = findAnswer(interview, hasCase(current));
//     words().headline(answer)
import type {Decision, Interview, Trace} from '$lib/types';

export type Standing = NonNullable<Interview['standing']>;
export type Sure = 'likely' | 'even' | 'guess';

export type Found =
  | {kind: 'muscle'; sure: Sure; decision: Decision; source: string}
  | {kind: 'condition'; sure: Sure; decision: Decision; source: string}
  | {kind: 'several'; decisions: Decision[]; isNoMuscle: boolean} // felt alike, and none stands out
  | {kind: 'unknown'; nearest: Decision | null; other: number; isNoMuscle: boolean};

export type Answer =
  | {kind: 'nothing'} // neither painted nor answered
  | {kind: 'first'; urgency: 'emergency' | 'same-day'; then: Found} // somebody must look at it before all else
  | Found;

const likely = 0.65;
const even = 0.45;

export const sureOf = (probability: number): Sure => (probability >= likely ? 'likely' : probability >= even ? 'even' : 'guess');

function find(interview: Interview): Found {
  const {standing, decisions = [], other = 0, not_a_muscle: isNoMuscle = false} = interview;
  if (!standing)
    return other > even
      ? {kind: 'unknown', nearest: decisions[0] ?? null, other, isNoMuscle}
      : {kind: 'several', decisions: decisions.slice(0, 3), isNoMuscle};
  const decision = standing.leading;
  if (decision.kind === 'muscle' && isNoMuscle) return {kind: 'unknown', nearest: decision, other, isNoMuscle};
  return {kind: decision.kind, sure: sureOf(decision.probability), decision, source: standing.source};
}

export function findAnswer(interview: Interview, isCase: boolean): Answer {
  if (!isCase) return {kind: 'nothing'};
  const found = find(interview);
  const {urgency} = interview.triage;
  return urgency === 'emergency' || urgency === 'same-day' ? {kind: 'first', urgency, then: found} : found;
}

export const foundOf = (answer: Answer): Found | null =>
  answer.kind === 'nothing' ? null : answer.kind === 'first' ? answer.then : answer;

export const isSame = (a: Decision, b: Decision): boolean =>
  a.muscle === b.muscle && a.condition === b.condition && a.side === b.side;

// The likeliest source of a decision: the trigger point of a muscle, or the condition.
export function findSource(decision: Decision, trace: Trace | undefined): Trace['sources'][number] | undefined {
  return trace?.sources.find(
    (source) =>
      source.side === decision.side &&
      (decision.kind === 'muscle' ? source.muscle === decision.muscle : source.condition === decision.condition),
  );
}

// What else it could be: the first is always named, since there is always a doubt; others from one in twenty on.
export function findOthers(interview: Interview, found: Found | null): Decision[] {
  const leading = found && (found.kind === 'muscle' || found.kind === 'condition') ? found.decision : null;
  const rest = (interview.decisions ?? []).filter((decision) => !leading || !isSame(decision, leading));
  return rest.filter((decision, index) => decision.probability >= (index === 0 ? 0.005 : 0.05)).slice(0, 3);
}

// Where nothing else is likely enough to name: other causes, no muscles, that would be felt where the paint is. An answer that
// names nothing beside itself would look surer than any is.
export function findAlike(trace: Trace | undefined, found: Found | null): string[] {
  const leading = found && (found.kind === 'muscle' || found.kind === 'condition') ? found.decision : null;
  return (trace?.sources ?? [])
    .filter((source) => source.kind === 'condition' && source.explains >= 0.2 && !(source.condition === leading?.condition && source.side === leading?.side))
    .toSorted((a, b) => b.explains - a.explains)
    .slice(0, 2)
    .map(({id}) => id);
}

// Sources that explain the pain together with the leading one, where it takes more than one.
export function findTogether(trace: Trace | undefined, source: string): string[] {
  const best = trace?.explanations[0]?.sources ?? [];
  return best.includes(source) ? best.filter((id) => id !== source && id !== 'other') : [];
}

// How much an answer says, in steps that have a word; null where it says next to nothing.
export type Strength = 'strongly' | 'clearly' | 'somewhat' | 'slightly';
export function strengthOf(bits: number): Strength | null {
  const size = Math.abs(bits);
  if (size >= 1.5) return 'strongly';
  if (size >= 0.75) return 'clearly';
  if (size >= 0.3) return 'somewhat';
  return size >= 0.1 ? 'slightly' : null;
}

// How many times likelier the answer is with the source than without; below 1 as how many times less likely.
export const timesOf = (bits: number): number => 2 ** Math.abs(bits);

// Share of the painted skin that the best explanation leaves.
export const unexplainedShare = (trace: Trace): number =>
  trace.painted_cm2 > 0 ? Math.min(1, trace.unexplained_cm2 / trace.painted_cm2) : 0;
