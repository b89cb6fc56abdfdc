// The answer in words, in both languages, for each kind that there is.
import {beforeAll, describe, expect, test, vi} from 'vitest';

import type {Decision, Interview, Trace} from '$lib/types';

import {findAlike, findAnswer, findOthers, findSource, findTogether, foundOf, strengthOf, timesOf, unexplainedShare, type Answer} from './answer';

const asked: string[] = [];
const conditions: Record<string, object> = {'s1-radiculopathy': {id: 's1-radiculopathy', name: 'S1 radiculopathy', plain: 'an irritated S1 nerve root in the low back'}};
vi.mock('$lib/engine.svelte', () => ({engineStatus: {phase: 'ready'}, engine: {call: async (action: string) => (asked.push(action), {})}}));
vi.mock('$lib/atlas.svelte', () => ({atlas: {condition: (id: string) => conditions[id], muscle: () => undefined, finding: () => undefined}}));
vi.stubGlobal('matchMedia', () => ({matches: false}));

let headlineOf: (answer: Answer) => string;
let speak: (language: 'en' | 'es') => void;
beforeAll(async () => {
  ({headlineOf} = await import('./sentence.svelte'));
  const {settings} = await import('$lib/settings.svelte');
  speak = (language) => {
    settings.language = language;
  };
});

const muscle = (probability: number): Decision => ({kind: 'muscle', muscle: 'gluteus-minimus', name: 'Gluteus minimus', side: 'right', probability}) as Decision;
const root = (probability: number): Decision => ({kind: 'condition', condition: 's1-radiculopathy', name: 'S1 radiculopathy', side: 'left', probability}) as Decision;
function interview(leading: Decision | null, {urgency = 'none', other = 0, noMuscle = leading?.kind === 'condition', rest = [] as Decision[]} = {}): Interview {
  const standing = leading && {leading, source: leading.kind === 'muscle' ? 'gluteus-minimus/2/right' : 's1-radiculopathy/left', source_probability: leading.probability, activity: 'unknown', reasons: [], chain: []};
  return {
    format: 'knotwork.interview/1', atlas: '0', triage: {urgency, reasons: []}, answered: 0, settled: true,
    decisions: leading ? [leading, ...rest] : rest, other, not_a_muscle: noMuscle, ...(standing ? {standing} : {}),
  } as unknown as Interview;
}

const cases: [string, Answer, string, string][] = [];
const add = (name: string, one: Interview, en: string, es: string, isCase = true) => cases.push([name, findAnswer(one, isCase), en, es]);
add('a muscle, likely', interview(muscle(0.8)), 'Your pain most likely comes from a knot in the right gluteus minimus.', 'Lo más probable es que tu dolor venga de un nudo en gluteus minimus derecho.');
add('a muscle, as likely as not', interview(muscle(0.5)), 'Your pain may well come from a knot in the right gluteus minimus.', 'Tu dolor bien puede venir de un nudo en gluteus minimus derecho.');
add('a muscle, a guess', interview(muscle(0.3)), 'It is not clear where your pain comes from. The first guess is a knot in the right gluteus minimus.', 'No está claro de dónde viene tu dolor. La primera sospecha es un nudo en gluteus minimus derecho.');
add('a condition, likely', interview(root(0.9)), 'This does not look like a muscle. It looks most like an irritated S1 nerve root in the low back, on the left.', 'Esto no parece un músculo. Se parece sobre todo a esto: an irritated S1 nerve root in the low back, en el lado izquierdo.');
add('a condition, as likely as not', interview(root(0.5)), 'This does not look like a muscle. It may well be an irritated S1 nerve root in the low back, on the left.', 'Esto no parece un músculo. Bien puede ser esto: an irritated S1 nerve root in the low back, en el lado izquierdo.');
add('a condition, a guess', interview(root(0.25)), 'This may well not come from a muscle. The first guess is an irritated S1 nerve root in the low back, on the left.', 'Puede que esto no venga de un músculo. La primera sospecha: an irritated S1 nerve root in the low back, en el lado izquierdo.');
add('several', interview(null, {rest: [muscle(0.15)], noMuscle: false}), 'Several things would feel like this, and none of them stands out.', 'Varias cosas se sentirían así, y ninguna destaca.');
add('several, no muscle', interview(null, {rest: [root(0.15)], noMuscle: true}), 'This does not look like a muscle, and no one cause stands out.', 'Esto no parece un músculo, y ninguna causa destaca.');
add('unknown', interview(null, {other: 0.9, noMuscle: true}), 'This does not look like a muscle, nor like anything else I know.', 'Esto no parece un músculo, ni nada de lo que conozco.');
add('unknown, with a muscle nearest', interview(muscle(0.3), {other: 0.6, noMuscle: true}), 'This does not look like a muscle, nor like anything else I know.', 'Esto no parece un músculo, ni nada de lo que conozco.');
add('see somebody today', interview(root(0.9), {urgency: 'same-day'}), 'Have this looked at today, before anything else.', 'Que lo vean hoy, antes que nada.');
add('an emergency', interview(muscle(0.9), {urgency: 'emergency'}), 'Get help first: this is an emergency.', 'Primero busca ayuda: esto es una urgencia.');
add('nothing painted', interview(null), 'Show where it hurts, and I will look for where it comes from.', 'Muestra dónde te duele y buscaré de dónde viene.', false);

describe('the answer in one sentence', () => {
  test.each(cases)('%s', (_name, answer, en, es) => {
    speak('en');
    expect(headlineOf(answer)).toBe(en);
    speak('es');
    expect(headlineOf(answer)).toBe(es);
  });

  test('every kind of answer is among them', () => {
    const kinds = new Set(cases.map(([, answer]) => answer.kind));
    expect([...kinds].sort()).toEqual(['condition', 'first', 'muscle', 'nothing', 'several', 'unknown']);
  });

  test('days are a notice, not the answer', () => {
    expect(findAnswer(interview(muscle(0.8), {urgency: 'days'}), true).kind).toBe('muscle');
  });

  test('what must be seen first still says what it may be', () => {
    const answer = findAnswer(interview(muscle(0.8), {urgency: 'same-day'}), true);
    expect(foundOf(answer)).toMatchObject({kind: 'muscle', sure: 'likely'});
  });
});

test('the first other is named from a doubt on, the next from one in twenty, three at most', () => {
  const others = (...shares: number[]) => {
    const rest = shares.map((share, index) => ({...root(share), side: index % 2 ? 'left' : 'right', condition: `c${index}`}) as Decision);
    const one = interview(muscle(0.8), {rest});
    return findOthers(one, foundOf(findAnswer(one, true))).map((decision) => decision.probability);
  };
  expect(others(0.006, 0.004)).toEqual([0.006]);
  expect(others(0.004)).toEqual([]);
  expect(others(0.1, 0.05, 0.04)).toEqual([0.1, 0.05]);
  expect(others(0.2, 0.1, 0.09, 0.08)).toEqual([0.2, 0.1, 0.09]);
});

test('where nothing else is likely, other causes that are felt there are still told of', () => {
  const source = (condition: string, explains: number, side?: 'left' | 'right') => ({id: side ? `${condition}/${side}` : condition, kind: 'condition', condition, side, explains, probability: 0.002});
  const trace = {
    sources: [{id: 'vastus-lateralis/2/right', kind: 'trigger-point', explains: 0.9, probability: 0.04}, source('a', 0.3, 'right'), source('b', 0.1), source('c', 0.5, 'left'), source('d', 0.2)],
  } as unknown as Trace;
  const found = foundOf(findAnswer(interview(muscle(0.99)), true));
  expect(findAlike(trace, found)).toEqual(['c/left', 'a/right']);
  expect(findAlike(undefined, found)).toEqual([]);
});

test('the map of a decision is that of its likeliest source', () => {
  const trace = {
    sources: [
      {id: 'gluteus-minimus/2/left', muscle: 'gluteus-minimus', side: 'left'},
      {id: 'gluteus-minimus/1/right', muscle: 'gluteus-minimus', side: 'right'},
      {id: 'gluteus-minimus/2/right', muscle: 'gluteus-minimus', side: 'right'},
      {id: 's1-radiculopathy/left', condition: 's1-radiculopathy', side: 'left'},
    ],
    explanations: [{sources: ['gluteus-minimus/1/right', 'other', 's1-radiculopathy/left']}],
    painted_cm2: 200,
    unexplained_cm2: 50,
  } as unknown as Trace;
  expect(findSource(muscle(0.5), trace)?.id).toBe('gluteus-minimus/1/right');
  expect(findSource(root(0.5), trace)?.id).toBe('s1-radiculopathy/left');
  expect(findTogether(trace, 'gluteus-minimus/1/right')).toEqual(['s1-radiculopathy/left']);
  expect(findTogether(trace, 'gluteus-minimus/2/left')).toEqual([]);
  expect(unexplainedShare(trace)).toBe(0.25);
});

test('bits have words', () => {
  expect([2, -1.5, 1, -0.5, 0.1, 0.05].map(strengthOf)).toEqual(['strongly', 'strongly', 'clearly', 'somewhat', 'slightly', null]);
  expect(timesOf(2)).toBe(4);
  expect(timesOf(-2)).toBe(4);
});
