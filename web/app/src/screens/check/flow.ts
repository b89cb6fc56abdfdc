// The way through the interview: what is asked now, how an answer is taken down and how it is taken back. The engine
// chooses what to ask (docs/interview.md); this decides how it is put before a person.
//
//     const view = findView(current, interview, isDangerSign);
//     if (view.kind === 'question') answer(current, {[view.id]: 'yes'});
//     takeBack(current);
import type {Step} from '$lib/case.svelte';
import type {Interview, Profile, Reply} from '$lib/types';

export type Side = 'left' | 'right';
export type Value = Reply | number;

// What an answer is about: "worse-sitting", "straight-leg-raise/right", "my-pain/gluteus-minimus/2/right".
export interface Subject {
  finding: string;
  side?: Side;
  muscle?: string;
  point?: number;
}

export function parseSubject(id: string): Subject {
  const parts = id.split('/');
  const finding = parts[0] ?? '';
  const last = parts.at(-1);
  const side: Side | undefined = parts.length > 1 && (last === 'left' || last === 'right') ? last : undefined;
  if (parts.length < 4) return side ? {finding, side} : {finding};
  return {finding, muscle: parts[1] ?? '', point: Number(parts[2]), ...(side ? {side} : {})};
}

// The trigger point that is pressed, as a source: "gluteus-minimus/2/right".
export const pointOf = (id: string): string | null => (parseSubject(id).muscle ? id.slice(id.indexOf('/') + 1) : null);

type Asked = NonNullable<Interview['screen']>[number];
export type Reason = Interview['triage']['reasons'][number];

// One danger sign of a list; a sign with sides is asked once for both.
export interface Sign {
  finding: string;
  ids: {side: Side | null; id: string}[];
}

export function groupSigns(screen: Pick<Asked, 'id' | 'finding'>[]): Sign[] {
  const signs: Sign[] = [];
  for (const {id, finding} of screen) {
    const item = {side: parseSubject(id).side ?? null, id};
    const known = signs.find((sign) => sign.finding === finding);
    if (known) known.ids.push(item);
    else signs.push({finding, ids: [item]});
  }
  return signs;
}
export const isSided = (sign: Sign): boolean => sign.ids.length > 1;

// What was said of a sign. `side` only of a sign with sides that is answered with yes.
export interface SignReply {
  reply: Reply | null; // null: opened, and not yet decided
  side: Side | 'both' | null;
}

// Rules count on narrow answers, so each sign that was touched must be decided, with its side.
export const isDecided = (sign: Sign, reply: SignReply | undefined): boolean =>
  !reply || (reply.reply !== null && (reply.reply !== 'yes' || !isSided(sign) || reply.side !== null));

// Whoever says "none of these" of a list says no to each sign of it that was not touched.
export function answersOf(signs: Sign[], replies: Record<string, SignReply>): Record<string, Reply> {
  const out: Record<string, Reply> = {};
  for (const sign of signs) {
    const said = replies[sign.finding];
    const reply = said?.reply ?? 'no';
    for (const {side, id} of sign.ids) {
      const isThisSide = side === null || reply !== 'yes' || !said?.side || said.side === 'both' || said.side === side;
      out[id] = isThisSide ? reply : 'no';
    }
  }
  return out;
}

interface State {
  profile: Profile;
  marks: unknown[];
  answers: Record<string, Value>;
  acknowledged: string[];
  steps: Step[];
}

export type View =
  | {kind: 'nothing'} // neither painted nor answered: there is nothing to ask about
  | {kind: 'waiting'}
  | {kind: 'emergency'; reasons: Reason[]}
  | {kind: 'profile'}
  | {kind: 'list'; signs: Sign[]; number: number; total: number}
  | {kind: 'question'; id: string; number: number; chance: number | null; isChosen: boolean}
  | {kind: 'end'};

export const hasCase = (state: Pick<State, 'marks' | 'answers'>): boolean =>
  state.marks.length > 0 || Object.keys(state.answers).length > 0;

// Emergencies that the person has not yet confirmed to have read.
export function findBlocking(interview: Interview | undefined): Reason[] {
  const rules = new Set(interview?.blocked_by ?? []);
  return (interview?.triage.reasons ?? []).filter((reason) => rules.has(reason.rule));
}

// `chosen` is a question that the person came to answer; null where the engine leads.
export function findView(
  state: State,
  interview: Interview | undefined,
  isDangerSign: (finding: string) => boolean,
  chosen: string | null = null,
): View {
  if (!hasCase(state)) return {kind: 'nothing'};
  if (!interview) return {kind: 'waiting'};
  const blocking = findBlocking(interview);
  if (blocking.length) return {kind: 'emergency', reasons: blocking};
  if (chosen) return {kind: 'question', id: chosen, number: 0, chance: null, isChosen: true};
  const isKnown = state.profile.age !== undefined && state.profile.sex !== undefined;
  if (!isKnown && !state.steps.some((step) => step.kind === 'profile')) return {kind: 'profile'};
  if (interview.screen) {
    const done = state.steps.filter((step) => step.kind === 'answers' && step.list).length;
    return {kind: 'list', signs: groupSigns(interview.screen), number: done + 1, total: done + (interview.screens_left ?? 1)};
  }
  if (interview.question) {
    const number = countQuestions(state.answers, isDangerSign) + 1;
    return {kind: 'question', id: interview.question.id, number, chance: interview.question.chance_of_yes, isChosen: false};
  }
  return {kind: 'end'};
}

// Most questions that the engine asks beside the danger signs (src/care/interview.hpp).
export const mostQuestions = 20;

export const countQuestions = (answers: Record<string, Value>, isDangerSign: (finding: string) => boolean): number =>
  Object.keys(answers).filter((id) => !isDangerSign(parseSubject(id).finding)).length;

export function answer(state: State, given: Record<string, Value>, list = false): void {
  const before: Record<string, Value | null> = {};
  for (const id of Object.keys(given)) before[id] = state.answers[id] ?? null;
  Object.assign(state.answers, given);
  state.steps.push({kind: 'answers', before, list});
}

export function setProfile(state: State, profile: Profile): void {
  state.steps.push({kind: 'profile', before: {...state.profile}});
  state.profile = profile;
}

export function acknowledge(state: State, rules: string[]): void {
  const fresh = rules.filter((rule) => !state.acknowledged.includes(rule));
  state.acknowledged.push(...fresh);
  state.steps.push({kind: 'acknowledged', rules: fresh});
}

// Undoes the last step; false where there is none.
export function takeBack(state: State): boolean {
  const step = state.steps.pop();
  if (!step) return false;
  if (step.kind === 'profile') {
    state.profile = step.before;
  } else if (step.kind === 'acknowledged') {
    state.acknowledged = state.acknowledged.filter((rule) => !step.rules.includes(rule));
  } else {
    for (const [id, value] of Object.entries(step.before))
      if (value === null) delete state.answers[id];
      else state.answers[id] = value;
  }
  return true;
}
