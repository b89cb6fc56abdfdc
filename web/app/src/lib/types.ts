// The documents of the engine, under the names that the app uses. All are made from schemas/; none is kept by hand.
import type {Request, Response} from '@knotwork/engine';

export type Trace = Response<'trace'>;
export type Triage = Response<'triage'>;
export type Interview = Response<'interview'>;
export type Plan = Response<'plan'>;
export type PlanItem = NonNullable<Plan['items']>[number];
export type Act = 'go' | 'less' | 'same' | 'more' | 'stop' | 'pain' | 'better' | 'worse' | 'pause' | 'resume' | 'skip' | 'quit';
export type Phase = 'before' | 'ready' | 'hold' | 'ask' | 'rest' | 'work' | 'after-pain' | 'after-movement' | 'finished';
export type Outcome = 'not-reached' | 'done' | 'eased' | 'left' | 'worse' | 'too-painful' | 'stopped' | 'skipped';
export interface SessionDocument {
  format: 'knotwork.session/1';
  items: string[];
  points?: string[];
  events: {at_s: number; act: Act; value?: number}[];
  outcomes: Outcome[];
  pain_before?: number;
  pain_after?: number;
  verdict: 'unknown' | 'better' | 'no-change' | 'worse';
  finished: boolean;
}
export interface SessionState {
  format: 'knotwork.session-state/1';
  was_meant: boolean;
  view: {
    phase: Phase;
    task?: number;
    round?: number;
    is_return?: boolean;
    is_paused: boolean;
    elapsed_s: number;
    remaining_s: number;
    may_end?: boolean;
    breathe_in?: boolean;
    press_less?: boolean;
  };
  breath_s: [number, number];
  pain_most: number;
  tasks: {
    item: string;
    kind: 'point' | 'stretch' | 'exercise';
    hold_s?: [number, number];
    rounds: [number, number];
    rest_s: number;
    held_s: number;
    outcome: Outcome;
  }[];
  movement?: {name: string; do: string; better: string};
  was_quit: boolean;
  session: SessionDocument;
}
export interface SessionRequest {
  case: Case;
  start: string;
  edits_from?: Plan;
  pressure?: string;
  session?: SessionDocument;
}
export type Progress = Response<'progress'>;
export type Muscle = Response<'muscle'>;
export type Condition = Response<'condition'>;
export type MuscleLine = Response<'muscles'>['muscles'][number];
export type ConditionLine = Response<'conditions'>['conditions'][number];
export type Remedy = Response<'remedies'>['remedies'][number];
export type Finding = Response<'findings'>['findings'][number];
export type Provider = Response<'providers'>['providers'][number];
export type Citation = Response<'citations'>['citations'][number];
export type Measure = Response<'measures'>['measures'][number];
export type Region = Response<'regions'>['regions'][number];
export type Case = Request<'triage'>;
export type Drawing = NonNullable<Case['drawing']>;
export type Mark = Drawing['marks'][number];
export type Profile = NonNullable<Case['profile']>;
export type Reply = 'yes' | 'no' | 'unknown';
export type Journal = Request<'progress'>['records'];
export type Person = Journal['people'][number];
export type Episode = Journal['episodes'][number];
export type Entry = Journal['entries'][number];
