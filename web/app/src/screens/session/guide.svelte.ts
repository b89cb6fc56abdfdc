// A session as the screen drives it: the engine's state machine, its clock, and the draft that is kept.
//
//     const guide = new Guide(doors, {request, session: draft.session, at_s: draft.at_s});
//     await guide.open();
//     guide.state?.view.phase              // what to show
//     await guide.act('less');
//     guide.tick();                        // some ten times a second
//
// What is asked of the engine is asked in order, each with the time at which it was meant. Where the app was away (a locked
// screen, a sleeping device), the session is paused at the moment it was last seen. A session that was gone on with waits
// until the person says so. A crash of the engine loses nothing: it is opened again from its own document.
import type {Act, SessionDocument, SessionRequest, SessionState} from '$lib/types';

import {SessionClock} from './clock';

export interface Doors {
  open(request: SessionRequest): Promise<SessionState>;
  step(request: {now_s: number; act?: Act; value?: number}): Promise<SessionState>;
  steady(): number; // seconds that never fall
  wall(): number; // seconds of the device's clock
  keep(session: SessionDocument, at_s: number): void; // the draft
}

export interface Start {
  request: SessionRequest;
  session: SessionDocument | null; // to go on with
  at_s: number;
}

export type Status =
  | 'opening'
  | 'waiting' // gone on with; until the person says so
  | 'running'
  | 'lost'; // the engine does not answer

const keepEvery_s = 2;

// Whether time runs in what is shown. What remains does not tell: it is rounded, and may be nothing a moment before the end.
function runs({view, tasks}: SessionState): boolean {
  if (view.is_paused) return false;
  if (view.phase === 'work') return (tasks[view.task ?? 0]?.hold_s?.[1] ?? 0) > 0;
  return view.phase === 'hold' || view.phase === 'rest';
}

export class Guide {
  status: Status = $state('opening');
  state: SessionState | undefined = $state.raw();
  problem: unknown = $state.raw();
  away_s = $state(0); // how long it was away, where that paused it
  lastAct: {act: Act; elapsed_s: number} | null = $state.raw(null); // that meant something, in this phase, and when
  #doors: Doors;
  #start: Start;
  #clock: SessionClock;
  #queue: Promise<unknown> = Promise.resolve();
  #ticking = false;
  #isEnded = false;
  #kept_s = 0;

  constructor(doors: Doors, start: Start) {
    this.#doors = doors;
    this.#start = start;
    this.#clock = new SessionClock(doors.steady, doors.wall, start.at_s);
  }

  get isTimed(): boolean {
    return this.state !== undefined && runs(this.state);
  }
  get isFinished(): boolean {
    return this.state?.view.phase === 'finished';
  }

  // What was begun is not what the plan makes now: it cannot be gone on with.
  get isOtherPlan(): boolean {
    const {name, where} = (this.problem ?? {}) as {name?: string; where?: string};
    return (this.state?.session ?? this.#start.session) !== null && name === 'EngineError' && where?.startsWith('session') === true;
  }

  async open(): Promise<void> {
    this.status = 'opening';
    this.problem = undefined;
    try {
      const {request} = this.#start;
      // One that is open goes on from where it stands.
      const session = this.state?.session ?? this.#start.session;
      const at_s = this.state ? this.#clock.last_s : this.#start.at_s;
      let state = await this.#doors.open(session ? {...request, session} : request);
      if (session) {
        state = await this.#catchUp(state, at_s);
        this.state = state;
        this.status = state.view.phase === 'before' || state.view.phase === 'finished' ? 'running' : 'waiting';
      } else {
        this.state = state;
        this.status = 'running';
      }
      this.#keep();
    } catch (problem) {
      this.problem = problem;
      this.status = 'lost';
    }
  }

  // Brings a reopened session to where it was seen last, and lets it stand there.
  async #catchUp(state: SessionState, at_s: number): Promise<SessionState> {
    if (state.view.phase === 'finished') return state;
    const there = await this.#doors.step({now_s: at_s});
    return runs(there) ? this.#doors.step({now_s: at_s, act: 'pause'}) : there;
  }

  // The person is there again.
  async goOn(): Promise<void> {
    if (this.status === 'lost') return this.open();
    this.away_s = 0;
    this.status = 'running';
    this.#clock.read();
    if (this.state?.view.is_paused) await this.act('resume');
  }

  // False if it means nothing now.
  async act(act: Act, value?: number): Promise<boolean> {
    const at = this.#clock.read();
    if (at.away_s > 0 && this.isTimed) {
      await this.#pauseAt(at.last_s, at.away_s);
      return false;
    }
    const state = await this.#ask({now_s: at.now_s, act, ...(value === undefined ? {} : {value})});
    if (!state?.was_meant) return false;
    if (act === 'resume') this.away_s = 0;
    this.#keep();
    return true;
  }

  // Lets time pass. Returns at once while the tick before it is not answered yet.
  async tick(): Promise<void> {
    if (this.#ticking || !this.isTimed || this.status !== 'running') return;
    this.#ticking = true;
    try {
      const at = this.#clock.read();
      if (at.away_s > 0) await this.#pauseAt(at.last_s, at.away_s);
      else await this.#ask({now_s: at.now_s});
      if (at.now_s - this.#kept_s >= keepEvery_s) this.#keep();
    } finally {
      this.#ticking = false;
    }
  }

  async #pauseAt(now_s: number, away_s: number): Promise<void> {
    const state = await this.#ask({now_s, act: 'pause'});
    if (!state?.was_meant) return;
    this.away_s = away_s;
    this.#keep();
  }

  // The document as it stands, for the draft when the page is left.
  keepNow(): void {
    this.#keep();
  }

  // It is written down, or given up: nothing of it is a draft from now on.
  end(): void {
    this.#isEnded = true;
  }

  #keep(): void {
    if (!this.state || this.#isEnded) return;
    this.#kept_s = this.#clock.last_s;
    this.#doors.keep(this.state.session, this.#clock.last_s);
  }

  #ask(step: {now_s: number; act?: Act; value?: number}): Promise<SessionState | undefined> {
    const answered = this.#queue.then(() => this.#step(step));
    this.#queue = answered.catch(() => undefined);
    return answered;
  }

  async #step(step: {now_s: number; act?: Act; value?: number}): Promise<SessionState | undefined> {
    if (this.status === 'lost') return undefined;
    const before = this.state;
    try {
      const after = await this.#doors.step(step);
      const isSame = before?.view.phase === after.view.phase && before.view.task === after.view.task && before.view.round === after.view.round;
      if (!isSame) this.lastAct = null;
      else if (step.act && after.was_meant) this.lastAct = {act: step.act, elapsed_s: after.view.elapsed_s};
      this.state = after;
      return after;
    } catch (problem) {
      return this.#reopen(step, problem); // that crashed, or was started anew and knows of no session
    }
  }

  // The engine was started anew: the session from its own document, and what was asked once more.
  async #reopen(step: {now_s: number; act?: Act; value?: number}, problem: unknown): Promise<SessionState | undefined> {
    const session = this.state?.session;
    if (!session) throw problem;
    try {
      await this.#doors.open({...this.#start.request, session});
      this.state = await this.#doors.step(step);
      return this.state;
    } catch (again) {
      this.problem = again;
      this.status = 'lost';
      return undefined;
    }
  }
}
