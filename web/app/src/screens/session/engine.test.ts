// Whole sessions with the real engine, driven by a script: what the screen shows and keeps from the first question to the
// last, with everything that a person may do in between.
import {existsSync, readFileSync} from 'node:fs';

import type {Engine} from '@knotwork/engine';
import {beforeAll, describe, expect, it} from 'vitest';

import {isSameCase, isSameRead, pressureOf, toSessionRequest} from '../today/day';
import type {Act, Case, Plan, SessionRequest, SessionState} from '$lib/types';

import {listCues, type Cue} from './cues';
import type {Guide} from './guide.svelte';
import {Device} from './scripted';

const root = new URL('../../../../../', import.meta.url);
const dist = new URL('web/engine/dist/', root);

describe.runIf(existsSync(new URL('knotwork.wasm', dist)))('a session with the real engine', () => {
  let engine: Engine;
  let known: Case;
  let plan: Plan;
  let request: SessionRequest;
  let device: Device;

  beforeAll(async () => {
    const {Engine: loaded} = await import('@knotwork/engine');
    engine = await loaded.load({wasm: readFileSync(new URL('knotwork.wasm', dist)), atlas: readFileSync(new URL('atlas.bin', dist))});
    known = JSON.parse(readFileSync(new URL('examples/runner-case.json', root), 'utf8')) as Case;
    plan = engine.call('plan', {case: known, start: '2026-11-22'}) as Plan;
    request = toSessionRequest(plan, known, []);
  });

  const begin = async (of: SessionRequest = request): Promise<Guide> => {
    device = new Device({
      open: async (asked) => engine.call('session', asked) as SessionState,
      step: async (asked) => engine.call('session-step', asked) as SessionState,
    });
    const guide = device.guide(of);
    await guide.open();
    return guide;
  };
  const phase = (guide: Guide) => guide.state?.view.phase;

  // Answers whatever is asked until it is over; `answer` of a point that was held.
  async function doAll(guide: Guide, answer: (round: number) => Act, cues: Cue[] = []): Promise<void> {
    let before = guide.state?.view;
    const hear = () => {
      cues.push(...listCues(before, guide.state!.view, []));
      before = guide.state!.view;
    };
    for (let turn = 0; turn < 200 && phase(guide) !== 'finished'; ++turn) {
      const {view} = guide.state!;
      device.sleep(1);
      if (view.phase === 'before') await guide.act('pain', 6);
      else if (view.phase === 'after-pain') await guide.act('pain', 3);
      else if (view.phase === 'after-movement') await guide.act('better');
      else if (view.phase === 'ask') await guide.act(answer(view.round ?? 0));
      else if (view.remaining_s > 0)
        await device.pass(guide, view.remaining_s + 1, (state) => {
          hear();
          return state.view.phase !== view.phase || state.view.round !== view.round;
        });
      else await guide.act('go');
      hear();
    }
  }

  it('goes from the first question to the last, and comes to "better"', async () => {
    const guide = await begin();
    expect(phase(guide)).toBe('before');
    const cues: Cue[] = [];
    await doAll(guide, () => 'less', cues);
    expect(guide.state?.session).toMatchObject({finished: true, verdict: 'better', pain_before: 6, pain_after: 3, outcomes: ['eased', 'done', 'done']});
    expect(guide.state?.session.items).toEqual(plan.items?.map((item) => item.id));
    expect(cues.filter((cue) => cue === 'start').length).toBe(1 + 1 + 2);
    expect(cues.at(-1)).toBe('finished');
    expect(cues).toContain('breathe-in');
    expect(cues).toContain('enough');
    // The last draft is the document that goes into the journal.
    expect(device.last.session).toEqual(guide.state?.session);
  });

  it('leaves a point that does not ease, and comes back to it once', async () => {
    const guide = await begin();
    await doAll(guide, () => 'same');
    expect(guide.state?.session.outcomes).toEqual(['left', 'done', 'done']);
    const returns = guide.state!.session.events.filter(({act}) => act === 'same').length;
    expect(returns).toBe(6); // three holds, twice
  });

  it('ends a point at the second "more", and presses less after the first', async () => {
    const guide = await begin();
    await guide.act('skip');
    await guide.act('go');
    await device.pass(guide, 3);
    await guide.act('more');
    expect(guide.state?.view).toMatchObject({phase: 'hold', press_less: true});
    await guide.act('more');
    expect(phase(guide)).toBe('ready');
    expect(guide.state?.session.outcomes[0]).toBe('worse');
  });

  it('ends an item whose pain is above 7', async () => {
    const guide = await begin();
    await guide.act('pain', 5);
    await guide.act('go');
    expect(await guide.act('pain', 7)).toBe(true);
    expect(phase(guide)).toBe('hold');
    await guide.act('pain', 8);
    expect(guide.state?.session.outcomes[0]).toBe('too-painful');
  });

  it('goes on in the middle of a hold after a reload, with the same end as without', async () => {
    const guide = await begin();
    await guide.act('pain', 6);
    device.sleep(10);
    await guide.act('go');
    await device.pass(guide, 33);
    const draft = JSON.parse(JSON.stringify(device.last)) as typeof device.last;
    device.sleep(7200);

    const again = device.guide(request, draft);
    await again.open();
    expect(again.status).toBe('waiting');
    expect(again.state?.view).toMatchObject({phase: 'hold', task: 0, round: 1, is_paused: true});
    expect(again.state!.view.elapsed_s).toBeGreaterThan(30);
    await again.goOn();
    await device.pass(again, 58);
    expect(phase(again)).toBe('ask');
    await doAll(again, () => 'less');
    expect(again.state?.session).toMatchObject({finished: true, verdict: 'better', outcomes: ['eased', 'done', 'done']});
    // Held about as long as without the reload: what was not kept yet is held again.
    expect(again.state!.tasks[0]!.held_s).toBe(90);
  });

  it('keeps what was done when it is ended for now, and can be gone on with', async () => {
    const guide = await begin();
    await guide.act('pain', 6);
    await guide.act('go');
    await device.pass(guide, 90.5);
    await guide.act('less');
    await guide.act('quit');
    expect(guide.state).toMatchObject({was_quit: true, session: {finished: false, outcomes: ['eased', 'not-reached', 'not-reached']}});
    const draft = JSON.parse(JSON.stringify(device.last)) as typeof device.last;
    // At once, on the same screen ...
    await guide.open();
    expect(guide.state).toMatchObject({was_quit: false, view: {phase: 'ready', task: 1}});
    // ... or later.
    const again = device.guide(request, draft);
    await again.open();
    expect(again.state?.view).toMatchObject({phase: 'ready', task: 1});
    await again.goOn();
    await doAll(again, () => 'less');
    expect(again.state?.session).toMatchObject({finished: true, outcomes: ['eased', 'done', 'done']});
  });

  it('leaves out what is not due today', async () => {
    const guide = await begin(toSessionRequest(plan, known, ['abduction-press']));
    expect(guide.state?.session.items).toEqual(plan.items?.map((item) => item.id).filter((id) => id !== 'abduction-press'));
  });

  it('makes the very plan that is kept, with its edits and its way of pressing', () => {
    const edits = {change: {'abduction-press': {sets: 3, note: 'slowly'}}, remove: ['side-lying-leg-drop@right']};
    const made = engine.call('plan', {case: known, start: '2026-11-22', edits_from: {...plan, edits}, pressure: 'short'}) as Plan;
    expect(pressureOf(made)).toBe('short');
    const again = toSessionRequest(made, known, []);
    expect(engine.call('plan', {case: again.case, start: again.start, edits_from: again.edits_from, pressure: again.pressure})).toEqual(made);
  });

  it('rests on the same case, in whatever form it is kept', () => {
    const records = (document: Case, ...more: object[]) => ({
      format: 'knotwork.journal/1',
      people: [{id: '1'.repeat(32), name: ''}],
      episodes: [{id: '2'.repeat(32), person: '1'.repeat(32), title: '', begun: '2026-11-20'}],
      entries: [{id: '3'.repeat(32), episode: '2'.repeat(32), at: '2026-11-20T10:00:00Z', kind: 'case', document}, ...more],
    });
    const read = (document: Case, ...more: object[]) =>
      engine.call('case-of-records', {records: records(document, ...more), today: '2026-11-22', episode: '2'.repeat(32)} as Parameters<typeof engine.call<'case-of-records'>>[1]);
    const pain = {id: '4'.repeat(32), episode: '2'.repeat(32), at: '2026-11-21T10:00:00Z', kind: 'measure', measure: 'pain', value: 2};
    // As it comes back onto the screen from the journal, and is sent from there.
    const {profile, drawing, answers} = read(known, pain);
    const shown = {format: 'knotwork.case/1', profile, drawing: drawing && {format: drawing.format, body: drawing.body, marks: drawing.marks}, answers} as Case;
    expect(isSameCase(known, shown)).toBe(false);
    expect(isSameRead(read(known), read(shown))).toBe(true);
    expect(isSameRead(read(known), read({...shown, answers: {...answers, 'worse-sitting': 'yes'}} as Case))).toBe(false);
  });

  it('says so where the kept session is of another plan', async () => {
    const guide = await begin();
    await guide.act('pain', 4);
    const other = device.guide(toSessionRequest(plan, known, ['abduction-press']), device.last);
    await other.open();
    expect(other.status).toBe('lost');
    expect(other.isOtherPlan).toBe(true);
  });
});
