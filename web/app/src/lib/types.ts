// The documents of the engine, under the names that the app uses. All are made from schemas/; none is kept by hand.
import type {Request, Response} from '@knotwork/engine';

export type Trace = Response<'trace'>;
export type Triage = Response<'triage'>;
export type Interview = Response<'interview'>;
export type Decision = NonNullable<Interview['decisions']>[number]; // a muscle on one side, or a condition
export type Plan = Response<'plan'>;
export type PlanItem = NonNullable<Plan['items']>[number];
export type SessionState = Response<'session'>;
export type SessionDocument = SessionState['session'];
export type SessionRequest = Request<'session'>;
export type Phase = SessionState['view']['phase'];
export type Outcome = SessionDocument['outcomes'][number];
export type Act = NonNullable<Request<'session-step'>['act']>;
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
