// What today asks for: which kept plan holds, whether it still fits, what of it is due, and how often it was done.
// Pure functions over the entries of the journal; TodayScreen shows what they say.
import {canonical} from '$lib/canonical';
import {addDays} from '$lib/store/moments';
import type {Case, Entry, Plan, PlanItem, SessionDocument, SessionRequest} from '$lib/types';

// An entry with its document.
export interface Kept<Document> {
  id: string;
  at: string;
  of?: string;
  document: Document;
}
export type PlanEntry = Kept<Plan>;
export type SessionEntry = Kept<SessionDocument>;
export type CaseEntry = Kept<Case>;

const listKept = <Document>(entries: Entry[], kind: Entry['kind']): Kept<Document>[] =>
  entries.filter((entry) => entry.kind === kind && entry.document !== undefined) as unknown as Kept<Document>[];

export const listPlans = (entries: Entry[]): PlanEntry[] => listKept(entries, 'plan');
export const listSessions = (entries: Entry[]): SessionEntry[] => listKept(entries, 'session');

export const dayOf = (entry: {at: string}): string => entry.at.slice(0, 10);

// The newest plan of a pain, or that of an entry, with the case that it rests on; nothing where that is gone.
export function findPlan(entries: Entry[], id?: string): {plan: PlanEntry; case: CaseEntry} | undefined {
  const plan = listPlans(entries).findLast((entry) => id === undefined || entry.id === id);
  const of = plan && listKept<Case>(entries, 'case').find((entry) => entry.id === plan.of);
  return plan && of ? {plan, case: of} : undefined;
}

// Two cases that say the same, written alike: what was confirmed to be read and what lies at hand have no order.
export function isSameCase(a: Case, b: Case): boolean {
  return canonical(plain(a)) === canonical(plain(b));
}

function plain({profile, acknowledged, ...rest}: Case): unknown {
  return {
    ...rest,
    about: undefined,
    acknowledged: acknowledged?.length ? [...acknowledged].sort() : undefined,
    profile: profile?.tools ? {...profile, tools: [...profile.tools].sort()} : profile,
  };
}

// The same of two cases as the engine writes them. What it adds from the records is not compared: pain that was measured
// since, and which points respond; nor the sender's own name of a drawing.
export function isSameRead(a: Case, b: Case): boolean {
  return isSameCase(asked(a), asked(b));
}

function asked({answers, profile, drawing, ...rest}: Case): Case {
  const {pain: _, ...others} = profile ?? {};
  const own = Object.entries(answers ?? {}).filter(([id]) => !id.startsWith('responds/'));
  return {...rest, drawing: drawing && {...drawing, id: undefined}, profile: others, answers: Object.fromEntries(own)} as Case;
}

// A plan holds until its day of review, unless the answers or the atlas have changed.
export type Fit = 'fits' | 'changed' | 'review' | 'older-atlas';
export function fit(plan: Plan, isSame: boolean, today: string, atlas?: string): Fit {
  if (!isSame) return 'changed';
  if (plan.review !== undefined && today >= plan.review) return 'review';
  return atlas !== undefined && plan.atlas !== atlas ? 'older-atlas' : 'fits';
}

// How long to press was chosen with the plan; the plan itself names it only with its items. What had to be light is
// light whatever is chosen.
export function pressureOf(plan: Plan): string | undefined {
  const named = (plan.items ?? []).filter((item) => item.kind === 'pressure').map((item) => item.dose?.protocol);
  return named.find((protocol) => protocol !== undefined && protocol !== 'light') ?? named.find((protocol) => protocol !== undefined);
}

// What is done alone, in order: all but what a professional does.
export const doneAlone = (plan: Plan): PlanItem[] => (plan.items ?? []).filter((item) => item.kind !== 'professional');

// How the engine makes this plan again, without what is left out today.
export function toSessionRequest(plan: Plan, of: Case, leaveOut: string[]): SessionRequest {
  const edits = plan.edits ?? {};
  const change = Object.fromEntries(Object.entries(edits.change ?? {}).filter(([id]) => !leaveOut.includes(id)));
  const pressure = pressureOf(plan);
  return {
    case: of,
    start: plan.start,
    edits_from: {...plan, edits: {...edits, remove: [...(edits.remove ?? []), ...leaveOut], change}},
    ...(pressure === undefined ? {} : {pressure}),
  } as SessionRequest;
}

const reached = new Set(['done', 'eased', 'left', 'worse', 'too-painful', 'stopped']);

// The days, newest first, on which an item was done, with how often.
export function daysDone(item: string, sessions: SessionEntry[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const entry of sessions) {
    const index = entry.document.items.indexOf(item);
    if (index < 0 || !reached.has(entry.document.outcomes[index] ?? '')) continue;
    days.set(dayOf(entry), (days.get(dayOf(entry)) ?? 0) + 1);
  }
  return new Map([...days].sort(([a], [b]) => (a < b ? 1 : -1)));
}

// Whether an item is to be done today: not more often a day than it says, not on more days of seven, and what makes a
// muscle stronger not on the day after it was done, so that it can recover (a day of rest between, where it is meant for
// every second day or less).
export type Due = {due: true; done: number; most: number} | {due: false; why: 'enough-today' | 'enough-this-week' | 'rest-day'; done: number; most: number};
export function due(item: PlanItem, sessions: SessionEntry[], today: string): Due {
  const days = daysDone(item.id, sessions);
  const done = days.get(today) ?? 0;
  const most = item.dose?.per_day[1] ?? 1;
  if (done >= most) return {due: false, why: 'enough-today', done, most};
  if (done > 0) return {due: true, done, most};
  const aWeek = item.dose?.days_a_week ?? 7;
  const before = [...days.keys()].filter((day) => day > addDays(today, -7) && day < today);
  if (item.kind === 'exercise' && aWeek <= 3 && before.includes(addDays(today, -1))) return {due: false, why: 'rest-day', done, most};
  if (before.length >= aWeek) return {due: false, why: 'enough-this-week', done, most};
  return {due: true, done, most};
}

// How often it is still to be done today, of all that is done alone: the session as a whole.
export function againToday(plan: Plan, sessions: SessionEntry[], today: string): {least: number; most: number} {
  let least = 0, most = 0;
  for (const item of doneAlone(plan)) {
    const state = due(item, sessions, today);
    if (!state.due) continue;
    least = Math.max(least, (item.dose?.per_day[0] ?? 1) - state.done);
    most = Math.max(most, state.most - state.done);
  }
  return {least: Math.max(0, least), most};
}

// Minutes that a session takes about: between the least and the most that its doses ask, with time to get ready.
const toGetReady = 40, toAnswer = 8, aMovement = 5; // seconds
export function minutes(items: PlanItem[]): number {
  let seconds = 30;
  for (const {kind, dose} of items) {
    if (!dose) continue;
    const hold = dose.hold_s ? (dose.hold_s[0]! + dose.hold_s[1]!) / 2 : 0;
    const rounds = kind === 'exercise' ? (dose.sets ?? 1) : (dose.repeats[0]! + dose.repeats[1]!) / 2;
    const work = kind === 'exercise' && !dose.hold_s ? aMovement * ((dose.repeats[0]! + dose.repeats[1]!) / 2) : hold;
    const answer = kind === 'pressure' || kind === 'position' ? toAnswer : 0;
    seconds += toGetReady + rounds * (work + answer) + Math.max(0, rounds - 1) * dose.rest_s;
  }
  return Math.max(1, Math.round(seconds / 60));
}

// Sessions at the end of which nothing had changed clearly, in a row up to the newest.
export function withoutChange(sessions: SessionEntry[]): number {
  let count = 0;
  for (const {document} of [...sessions].reverse()) {
    if (!document.finished || document.verdict === 'unknown') continue;
    if (document.verdict !== 'no-change') break;
    count += 1;
  }
  return count;
}
