// Whole interviews with the real engine: a person who answers as the examples do, through the same steps as the screen takes.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {Engine} from '@knotwork/engine';
import {beforeAll, describe, expect, test} from 'vitest';

import type {Case, Interview} from '$lib/types';

import {findAnswer} from '../source/answer';
import {acknowledge, answer, answersOf, findView, isDecided, isSided, mostQuestions, parseSubject, setProfile, takeBack, type SignReply, type Value, type View} from './flow';

const part = (name: string) => readFileSync(fileURLToPath(import.meta.resolve(`@knotwork/engine/${name}`)));
const example = (path: string): Case => JSON.parse(readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8')) as Case;

let engine: Engine;
let groups: Map<string, string>;
beforeAll(async () => {
  engine = await Engine.load({wasm: part('knotwork.wasm'), atlas: part('atlas.bin')});
  groups = new Map(engine.call('findings').findings.map(({id, group}) => [id, group]));
});
const isDangerSign = (finding: string) => groups.get(finding) === 'red-flag';

type State = Parameters<typeof findView>[0];
interface Talk {
  state: State;
  views: View[];
  last: Interview;
}

// What the person knows: the answers of an example; of all else "no" to danger signs, and "I don't know" to questions.
function talk(path: string, {most = 60, replies = {} as Record<string, Value>} = {}): Talk {
  const known = example(path);
  const facts: Record<string, Value> = {...known.answers, ...replies};
  const drawing = known.drawing ?? (known.format === undefined ? undefined : (known as unknown as Case['drawing']));
  const state: State = {profile: {}, marks: drawing?.marks ?? [], answers: {}, acknowledged: [], steps: []};
  const views: View[] = [];
  const ask = () =>
    engine.call('interview', {
      case: {format: 'knotwork.case/1', profile: state.profile, answers: state.answers, acknowledged: state.acknowledged, ...(drawing ? {drawing} : {})} as Case,
      alone: true,
    });
  let last = ask();
  for (let step = 0; step < most; ++step) {
    const view = findView(state, last, isDangerSign);
    views.push(view);
    if (view.kind === 'end' || view.kind === 'nothing') break;
    if (view.kind === 'profile') setProfile(state, known.profile ?? {age: 40, sex: 'female'});
    else if (view.kind === 'emergency') acknowledge(state, view.reasons.map((reason) => reason.rule));
    else if (view.kind === 'list') {
      const said: Record<string, SignReply> = {};
      for (const sign of view.signs) {
        const yes = sign.ids.filter(({id}) => facts[id] === 'yes');
        if (yes.length) said[sign.finding] = {reply: 'yes', side: isSided(sign) ? (yes.length > 1 ? 'both' : (yes[0]?.side ?? null)) : null};
        expect(isDecided(sign, said[sign.finding])).toBe(true);
      }
      answer(state, answersOf(view.signs, said), true);
    } else if (view.kind === 'question') answer(state, {[view.id]: facts[view.id] ?? 'unknown'});
    last = ask();
  }
  return {state, views, last};
}
const kindsOf = (views: View[]) => views.map((view) => view.kind);

describe('an ordinary pain', () => {
  test('age, then all danger signs on a few pages, then questions, then an end', () => {
    const {views, last, state} = talk('examples/runner-case.json');
    const kinds = kindsOf(views);
    expect(kinds[0]).toBe('profile');
    expect(kinds.at(-1)).toBe('end');
    expect(kinds).toEqual([...kinds].sort((a, b) => ['profile', 'list', 'question', 'end'].indexOf(a) - ['profile', 'list', 'question', 'end'].indexOf(b)));
    const lists = views.filter((view) => view.kind === 'list');
    expect(lists.length).toBeLessThanOrEqual(8);
    // What was said of the first page holds: so many pages, counted one by one.
    expect(lists.map((view) => view.number)).toEqual(lists.map((_, index) => index + 1));
    expect(new Set(lists.map((view) => view.total))).toEqual(new Set([lists.length]));
    for (const view of lists) expect(view.signs.length).toBeLessThanOrEqual(8);
    const questions = views.filter((view) => view.kind === 'question');
    expect(questions.length).toBeLessThanOrEqual(mostQuestions);
    expect(questions.map((view) => view.number)).toEqual(questions.map((_, index) => index + 1));
    expect(findAnswer(last, true)).toMatchObject({kind: 'muscle', decision: {muscle: 'gluteus-minimus', side: 'right'}});
    expect(Object.keys(state.answers).filter((id) => isDangerSign(parseSubject(id).finding)).length).toBeGreaterThan(35);
  });

  test('is taken back step by step to where it began', () => {
    const {state} = talk('examples/runner-case.json');
    let steps = 0;
    while (takeBack(state)) ++steps;
    expect(steps).toBeGreaterThan(8);
    expect(state).toMatchObject({answers: {}, profile: {}, acknowledged: []});
  });

  test('who says "I don\'t know" to everything comes to an end', () => {
    const {views} = talk('examples/runner.json');
    expect(kindsOf(views).at(-1)).toBe('end');
  });
});

describe('an emergency', () => {
  const replies: Record<string, Value> = {'bladder-retention': 'yes'};

  test('blocks everything after the page it was said on, and comes once', () => {
    const {views} = talk('examples/runner-case.json', {replies});
    const kinds = kindsOf(views);
    expect(kinds.indexOf('emergency')).toBe(kinds.indexOf('list') + 1);
    expect(kinds.filter((kind) => kind === 'emergency')).toHaveLength(1);
    expect(kinds.at(-1)).toBe('end');
  });

  test('is what the answer says first', () => {
    expect(findAnswer(talk('examples/runner-case.json', {replies}).last, true)).toMatchObject({kind: 'first', urgency: 'emergency'});
  });

  test('shows nothing of a source before it was read', () => {
    const {views, last} = talk('examples/runner-case.json', {replies, most: 3});
    expect(kindsOf(views)).toEqual(['profile', 'list', 'emergency']);
    expect(last.decisions).toBeDefined(); // it was acknowledged in the last step
    const before = talk('examples/runner-case.json', {replies, most: 2}).last;
    expect(before.blocked_by?.length).toBeGreaterThan(0);
    expect(before.decisions).toBeUndefined();
  });
});

test('the examples come to each kind of answer', () => {
  const kinds = new Map<string, string>();
  for (const name of ['runner-case.json', 'cases/root-and-gluteus-minimus.json', 'cases/pudendal-cyclist.json', 'cases/kidney-stone-flank.json'])
    kinds.set(findAnswer(engine.call('interview', {case: example(`examples/${name}`)}), true).kind, name);
  const face = example('tests/cases/face-nothing-known.json') as unknown as Case['drawing'];
  kinds.set(findAnswer(engine.call('interview', {case: {format: 'knotwork.case/1', drawing: face} as Case}), true).kind, 'face');
  expect([...kinds.keys()].sort()).toEqual(['condition', 'first', 'muscle', 'several', 'unknown']);
});

test('what an interview tells of the leading source is what is told of any', () => {
  const known = example('examples/runner-case.json');
  const {standing} = engine.call('interview', {case: known});
  expect(engine.call('reasons', {case: known, source: standing!.source}).reasons).toEqual(standing!.reasons);
  const expected = engine.call('expected-yes', {answer: 'my-pain/gluteus-minimus/2/right', source: 'gluteus-minimus/2/right'});
  expect(expected.with).toBeGreaterThan(expected.without);
});
