// The case that is on the screen: profile, drawing and answers, and what the engine makes of it. Screens read and change
// it here; each change is kept as a draft of the pain that is chosen, so that a reload or a crash loses nothing.
//
//     current.answers['worse-sitting'] = 'yes';
//     current.marks = [...current.marks, mark];    // replaced, never changed in place: a drawing is large, and is kept as it is
//     const {trace} = findings;                    // newest answer of the engine; undefined while there is none
import {EngineError, EngineLoadError} from '@knotwork/engine/client';
import {untrack} from 'svelte';

import {engine, engineStatus} from './engine.svelte';
import {settings} from './settings.svelte';
import {store, today} from './store/store.svelte';
import type {Case, Drawing, Interview, Mark, Plan, Profile, Reply, Trace} from './types';

interface Current {
  profile: Profile;
  body: Drawing['body']; // the one that the marks were painted on
  marks: Mark[];
  answers: Record<string, Reply | number>; // a number for a finding that has a unit
  acknowledged: string[]; // danger signs that were read
  alone: boolean; // nobody is there to help with tests
  steps: Step[]; // of the interview, the last one last
}

// One step of the interview, so that it can be taken back: what the answers were before it.
export type Step =
  | {kind: 'profile'; before: Profile}
  | {kind: 'answers'; before: Record<string, Reply | number | null>; list: boolean} // null: not answered; list: danger signs asked together
  | {kind: 'acknowledged'; rules: string[]};

const empty = (): Current => ({profile: {}, body: settings.body, marks: [], answers: {}, acknowledged: [], alone: true, steps: []});

class Kept implements Current {
  profile: Profile = $state({});
  body: Drawing['body'] = $state('neutral');
  marks: Mark[] = $state.raw([]);
  answers: Current['answers'] = $state({});
  acknowledged: string[] = $state([]);
  alone = $state(true);
  steps: Step[] = $state([]);
}
export const current: Current = Object.assign(new Kept(), empty());

// What is known, free of all that follows its changes.
function plain(): Current {
  const {profile, body, marks, answers, acknowledged, alone, steps} = current;
  return {...($state.snapshot({profile, answers, acknowledged, steps}) as Pick<Current, 'profile' | 'answers' | 'acknowledged' | 'steps'>), body, marks, alone};
}
// As it is kept.
const written = (): string => JSON.stringify(plain());

export function clearCase(): void {
  Object.assign(current, empty());
}

// The case as the engine reads it.
export function toCase(): Case {
  const known = plain();
  return {
    format: 'knotwork.case/1',
    ...(Object.keys(known.profile).length ? {profile: known.profile} : {}),
    ...(known.marks.length ? {drawing: toDrawing(known.marks)} : {}),
    ...(Object.keys(known.answers).length ? {answers: known.answers} : {}),
    ...(known.acknowledged.length ? {acknowledged: known.acknowledged} : {}),
  } as Case;
}

export const toDrawing = (marks: Mark[]): Drawing => ({format: 'knotwork.drawing/1', body: current.body, marks}) as Drawing;

export function fromCase(known: Case): void {
  Object.assign(current, empty(), {
    profile: known.profile ?? {},
    body: known.drawing ? (known.drawing.body ?? 'neutral') : settings.body,
    marks: known.drawing?.marks ?? [],
    answers: known.answers ?? {},
    acknowledged: known.acknowledged ?? [],
  });
  settings.body = current.body ?? settings.body;
}

interface Asked<Answer> {
  request: () => Promise<Answer>;
  of: Current | undefined;
}

// What the engine answers to the case as it stands. `isFresh` is false while the case has changed since.
class Latest<Answer> {
  value: Answer | undefined = $state.raw();
  of: Current | undefined = $state.raw(); // the case that the value answers, where whoever asked gave it
  problem: string | undefined = $state();
  code: string | undefined = $state(); // of the problem, where the engine gave it one: 'everything-painted'
  isFresh = $state(false);
  #running = false;
  #again: Asked<Answer> | undefined;
  #unheard: Asked<Answer> | undefined; // asked while there was no engine

  // Only the newest request is answered: those in between are left out, so that a fast brush never queues up work.
  async ask(request: () => Promise<Answer>, of?: Current): Promise<void> {
    this.isFresh = false;
    this.#again = {request, of};
    this.#unheard = undefined;
    if (this.#running) return;
    this.#running = true;
    while (this.#again) {
      const next: Asked<Answer> = this.#again;
      this.#again = undefined;
      this.#unheard = undefined;
      try {
        const answer = await next.request();
        this.value = answer;
        this.of = next.of;
        this.problem = undefined;
        this.code = undefined;
      } catch (error) {
        if (error instanceof EngineLoadError) {
          this.#unheard = next; // EngineNotice says why
          continue;
        }
        this.problem = error instanceof Error ? error.message : String(error);
        this.code = error instanceof EngineError ? error.code : undefined;
      }
    }
    this.#running = false;
    this.isFresh = this.#unheard === undefined;
  }

  // What was asked while there was no engine, of the one that has come.
  askAgain(): void {
    if (this.#unheard) void this.ask(this.#unheard.request, this.#unheard.of);
  }

  clear(): void {
    this.#again = undefined;
    this.#unheard = undefined;
    this.value = undefined;
    this.of = undefined;
    this.problem = undefined;
    this.code = undefined;
    this.isFresh = false;
  }
}

export const findings = {
  trace: new Latest<Trace>(), // of the drawing alone, live while painting
  interview: new Latest<Interview>(),
  source: new Latest<Trace>(), // of the whole case, answers and all
  plan: new Latest<Plan>(),
};

// With a stroke that is still being painted, where there is one.
export function askTrace(stroke: Mark[] = []): void {
  if (current.marks.length + stroke.length === 0) return findings.trace.clear();
  const drawing = toDrawing([...current.marks, ...stroke]);
  void findings.trace.ask(() => engine.call('trace', drawing));
}

export function askInterview(): Promise<void> {
  const request = {case: toCase(), alone: current.alone};
  return findings.interview.ask(() => engine.call('interview', request), plain());
}

export function askSource(): Promise<void> {
  const request = toCase();
  return findings.source.ask(() => engine.call('trace', request));
}

export function askPlan(start: string): Promise<void> {
  const request = {case: toCase(), start};
  return findings.plan.ask(() => engine.call('plan', request));
}

const isEmpty = (): boolean => !current.marks.length && !Object.keys(current.answers).length;

// Whether the case on the screen is the one that was left; until then it is empty.
const reading = $state({isDone: false});
export const isCaseRead = (): boolean => reading.isDone;

let kept: string | undefined; // the draft as it is kept; undefined until it was read

function adopt(text: string): boolean {
  try {
    Object.assign(current, empty(), JSON.parse(text));
    return true;
  } catch {
    return false; // written by another version: the journal still holds what was saved
  }
}

// The case of the pain that is chosen: as it was left, else as the records tell. What was painted meanwhile stays.
export async function loadCase(): Promise<void> {
  const {episode} = store;
  const text = await store.draft();
  if (store.episode !== episode) return;
  if (isEmpty() && !(text && adopt(text)) && episode && store.entries.some((entry) => entry.kind === 'case')) {
    const known = await engine.call('case-of-records', {records: await store.records(episode.id), today: today(), episode: episode.id}).catch(() => null);
    if (known && store.episode === episode && isEmpty()) fromCase(known);
  }
  kept = written();
  reading.isDone = true;
  if (kept !== text && !isEmpty()) void store.keepDraft(kept);
}

// Another person or pain: what is on the screen stays as a draft where it was.
//
//     await changeCase(() => store.choose(episode));
export async function changeCase(choose: () => Promise<unknown>): Promise<void> {
  kept = undefined;
  reading.isDone = false;
  await choose();
  clearCase();
  clearFindings();
  await loadCase();
}

function clearFindings(): void {
  for (const latest of Object.values(findings)) latest.clear();
}

// Keeps the draft; called once, by App.
export function watchCase(): void {
  $effect(() => {
    if (store.state === 'open') {
      untrack(() => void loadCase());
    } else {
      kept = undefined;
      reading.isDone = false;
      untrack(clearCase);
      clearFindings();
    }
  });
  $effect(() => {
    const text = written();
    untrack(() => {
      if (store.state !== 'open' || kept === undefined || text === kept) return;
      kept = text;
      void store.keepDraft(text);
    });
  });
  // Another figure was chosen: what was painted is carried over to it.
  $effect(() => {
    const to = settings.body;
    if (to === current.body) return;
    if (current.marks.length === 0) {
      current.body = to;
      return;
    }
    const from = current.body ?? 'neutral';
    const {marks} = current;
    void import('$body/carry').then(async ({carryMarks}) => {
      const carried = await carryMarks(marks, from, to);
      if (settings.body !== to || current.body !== from) return;
      current.body = to;
      current.marks = carried;
    });
  });
  $effect(() => {
    if (engineStatus.phase === 'ready') untrack(() => Object.values(findings).forEach((latest) => latest.askAgain()));
  });
  // Painted in another window: the newest counts, since nobody paints in two at once.
  store.onDraft = (name, text) => {
    if (name === 'case' && kept !== undefined && text !== kept && adopt(text)) kept = written();
  };
}
