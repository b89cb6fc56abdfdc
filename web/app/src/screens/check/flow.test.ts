import {readFileSync} from 'node:fs';

import {describe, expect, test} from 'vitest';

import type {Interview} from '$lib/types';

import {acknowledge, answer, answersOf, countQuestions, findView, groupSigns, isDecided, mostQuestions, parseSubject, pointOf, setProfile, takeBack, type Value} from './flow';

type State = Parameters<typeof findView>[0];
const start = (): State => ({profile: {}, marks: [{}], answers: {}, acknowledged: [], steps: []});
const none = {urgency: 'none', reasons: []};
const interview = (rest: object): Interview =>
  ({format: 'knotwork.interview/1', atlas: '0', triage: none, answered: 0, settled: false, decisions: [], other: 0, not_a_muscle: false, ...rest}) as unknown as Interview;
const asked = (id: string) => ({id, finding: id.split('/')[0]});
const isDangerSign = (finding: string) => finding.startsWith('sign');

test('subjects are read with their side and trigger point', () => {
  expect(parseSubject('worse-sitting')).toEqual({finding: 'worse-sitting'});
  expect(parseSubject('slump/left')).toEqual({finding: 'slump', side: 'left'});
  expect(parseSubject('my-pain/gluteus-minimus/2/right')).toEqual({finding: 'my-pain', muscle: 'gluteus-minimus', point: 2, side: 'right'});
  expect(pointOf('my-pain/gluteus-minimus/2/right')).toBe('gluteus-minimus/2/right');
  expect(pointOf('slump/left')).toBeNull();
});

describe('a page of danger signs', () => {
  const signs = groupSigns([asked('sign-fever'), asked('sign-calf/left'), asked('sign-calf/right'), asked('sign-fall')] as never);

  test('asks a sign with sides once', () => {
    expect(signs.map((sign) => sign.finding)).toEqual(['sign-fever', 'sign-calf', 'sign-fall']);
    expect(signs[1]?.ids.map(({id}) => id)).toEqual(['sign-calf/left', 'sign-calf/right']);
  });

  test('takes what was not touched as no', () => {
    expect(answersOf(signs, {})).toEqual({'sign-fever': 'no', 'sign-calf/left': 'no', 'sign-calf/right': 'no', 'sign-fall': 'no'});
  });

  test('keeps the side of a yes, and is unsure on both', () => {
    const left = answersOf(signs, {'sign-calf': {reply: 'yes', side: 'left'}});
    expect(left).toMatchObject({'sign-calf/left': 'yes', 'sign-calf/right': 'no'});
    expect(answersOf(signs, {'sign-calf': {reply: 'yes', side: 'both'}})).toMatchObject({'sign-calf/left': 'yes', 'sign-calf/right': 'yes'});
    expect(answersOf(signs, {'sign-calf': {reply: 'unknown', side: null}})).toMatchObject({'sign-calf/left': 'unknown', 'sign-calf/right': 'unknown'});
  });

  test('asks for a decision, and for a side', () => {
    const [fever, calf] = signs;
    expect(isDecided(fever!, undefined)).toBe(true);
    expect(isDecided(fever!, {reply: null, side: null})).toBe(false);
    expect(isDecided(fever!, {reply: 'yes', side: null})).toBe(true);
    expect(isDecided(calf!, {reply: 'yes', side: null})).toBe(false);
    expect(isDecided(calf!, {reply: 'unknown', side: null})).toBe(true);
  });

  test('asks one side alone where the other is known', () => {
    const [calf] = groupSigns([asked('sign-calf/right')] as never);
    expect(isDecided(calf!, {reply: 'yes', side: null})).toBe(true);
    expect(answersOf([calf!], {'sign-calf': {reply: 'yes', side: null}})).toEqual({'sign-calf/right': 'yes'});
  });
});

describe('what is shown', () => {
  test('nothing to ask about without a drawing or an answer', () => {
    expect(findView({...start(), marks: []}, undefined, isDangerSign).kind).toBe('nothing');
    expect(findView({...start(), marks: [], answers: {fever: 'no'}}, interview({}), isDangerSign).kind).not.toBe('nothing');
  });

  test('waits for the engine', () => expect(findView(start(), undefined, isDangerSign).kind).toBe('waiting'));

  test('an emergency before all else, and only those not yet read', () => {
    const reasons = [{rule: 'chest', urgency: 'emergency'}, {rule: 'pregnancy', urgency: 'days'}];
    const blocked = interview({triage: {urgency: 'emergency', reasons}, blocked_by: ['chest']});
    const view = findView(start(), blocked, isDangerSign, 'slump/left');
    expect(view).toMatchObject({kind: 'emergency', reasons: [{rule: 'chest'}]});
  });

  test('age and sex once, and not where they are known', () => {
    const list = interview({screen: [asked('sign-fever')], screens_left: 7});
    const state = start();
    expect(findView(state, list, isDangerSign).kind).toBe('profile');
    expect(findView({...state, profile: {age: 40, sex: 'female'}}, list, isDangerSign).kind).toBe('list');
    setProfile(state, {age: 40});
    expect(findView(state, list, isDangerSign).kind).toBe('list');
    takeBack(state);
    expect(state.profile).toEqual({});
    expect(findView(state, list, isDangerSign).kind).toBe('profile');
  });

  test('pages of danger signs are counted as they come', () => {
    const state = {...start(), profile: {age: 40, sex: 'male' as const}};
    expect(findView(state, interview({screen: [asked('sign-fever')], screens_left: 7}), isDangerSign)).toMatchObject({number: 1, total: 7});
    answer(state, {'sign-fever': 'no'}, true);
    expect(findView(state, interview({screen: [asked('sign-fall')], screens_left: 6}), isDangerSign)).toMatchObject({number: 2, total: 7});
  });

  test('questions are counted without danger signs', () => {
    const state = {...start(), profile: {age: 40, sex: 'male' as const}, answers: {'sign-fever': 'no', 'worse-sitting': 'yes'} as Record<string, Value>};
    const next = interview({question: {...asked('slump/left'), chance_of_yes: 0.4}});
    expect(findView(state, next, isDangerSign)).toEqual({kind: 'question', id: 'slump/left', number: 2, chance: 0.4, isChosen: false});
    expect(countQuestions(state.answers, isDangerSign)).toBe(1);
    expect(findView(state, next, isDangerSign, 'fadir/right')).toMatchObject({id: 'fadir/right', isChosen: true});
    expect(findView(state, interview({settled: true}), isDangerSign).kind).toBe('end');
  });

  test('at most as many questions as the engine asks', () => {
    const header = readFileSync(new URL('../../../../../src/care/interview.hpp', import.meta.url), 'utf8');
    expect(header).toContain(`most_questions = ${mostQuestions};`);
  });
});

test('back undoes each step, the last one first', () => {
  const state = start();
  setProfile(state, {age: 40});
  answer(state, {'sign-fever': 'yes', 'sign-fall': 'no'}, true);
  acknowledge(state, ['chest']);
  answer(state, {'worse-sitting': 'yes'});
  answer(state, {'worse-sitting': 'no'}); // changed
  expect(state.answers).toEqual({'sign-fever': 'yes', 'sign-fall': 'no', 'worse-sitting': 'no'});
  expect(takeBack(state)).toBe(true);
  expect(state.answers['worse-sitting']).toBe('yes');
  takeBack(state);
  expect('worse-sitting' in state.answers).toBe(false);
  takeBack(state);
  expect(state.acknowledged).toEqual([]);
  takeBack(state);
  expect(state.answers).toEqual({});
  takeBack(state);
  expect(state.profile).toEqual({});
  expect(takeBack(state)).toBe(false);
});

test('an emergency read twice is taken back only where it was new', () => {
  const state = start();
  acknowledge(state, ['chest']);
  acknowledge(state, ['chest', 'breath']);
  takeBack(state);
  expect(state.acknowledged).toEqual(['chest']);
});
