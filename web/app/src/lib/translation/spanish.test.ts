// All that the engine says to people has Spanish: every page of the atlas, and its answers to the example cases and journals.
import {readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {loadEngine} from '$body/testing/engine';
import type {Case, Drawing, Interview, Journal, Plan} from '$lib/types';
import {beforeAll, expect, test} from 'vitest';

import {readBook} from '../../../scripts/knowledge';
import {Book} from './book';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const book = new Book(readBook(`${root}knowledge/translations/es`));

// Members that hold ids, words of a fixed list (which the screens name in their own words), citations, or what people wrote.
const notForPeople = new Set(
  `format atlas id key kind side sides source sources cites citation citations authors title in doi pmid isbn url anatomy_cites
  base_rate_cites zone_cites summary_cites false_yes_cites muscle muscles condition provider finding rule urgency class group layer depth
  reach latin who of position grade protocol remedy tool tools after answer answers reply role refused activity verdict responds tells_apart
  blocked_by make_sure forbidden missing_tools loinc ucum segment start review begun today since plan_start measure course point item
  base_rate yes_if edits place region view samples props body`.split(/\s+/),
);

// Members that are lists of ids in some answers and of things in others.
const idsWhereWords = new Set(['findings', 'remedies']);

let engine: Awaited<ReturnType<typeof loadEngine>>;
beforeAll(async () => {
  engine = await loadEngine();
});

// Texts of an answer that people read, with the member that holds them.
function* textsOf(value: unknown, member = ''): Generator<[member: string, text: string]> {
  if (Array.isArray(value)) for (const part of value) yield* textsOf(part, member);
  else if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) if (!notForPeople.has(name)) yield* textsOf(part, name);
  } else if (typeof value === 'string' && /[a-z]/i.test(value) && !idsWhereWords.has(member)) yield [member, value];
}

// Members and texts that stay English; and how many there were in all.
function findEnglish(answers: Iterable<unknown>): {english: string[]; texts: number} {
  const seen = new Set<string>();
  const english: string[] = [];
  for (const answer of answers)
    for (const [member, text] of textsOf(answer)) {
      if (!seen.has(text) && book.find(text) === undefined) english.push(`${member}: ${text}`);
      seen.add(text);
    }
  return {english, texts: seen.size};
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(root + path, 'utf8'));
const listJson = (folder: string): string[] =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);

const toCase = (document: Case | Drawing): Case =>
  document.format === 'knotwork.drawing/1' ? ({format: 'knotwork.case/1', drawing: document} as Case) : (document as Case);

test('the atlas', () => {
  function* pages() {
    for (const action of ['regions', 'landmarks', 'muscles', 'conditions', 'findings', 'measures', 'providers'] as const) yield engine.call(action);
    yield engine.call('remedies', {});
    for (const {id} of engine.call('muscles').muscles) yield engine.call('muscle', {name: id});
    for (const {id} of engine.call('conditions').conditions) yield engine.call('condition', {name: id});
    const {motions} = engine.call('motions');
    yield motions;
    // Each takes some 50 ms to work out; that all of their texts are translated is checked with the files.
    for (const {id} of motions.filter((_, index) => index % 40 === 0)) yield engine.call('motion', {id, side: 'right', body: 'neutral'});
  }
  const {english, texts} = findEnglish(pages());
  expect(english).toEqual([]);
  expect(texts).toBeGreaterThan(5000);
});

// What is said of a case as it is, and as it goes on when danger signs are denied and the questions after them answered.
function* answersTo(known: Case, most: number): Generator<unknown> {
  const now = structuredClone(known) as Case & {answers?: Record<string, string>; acknowledged?: string[]};
  yield engine.call('trace', now);
  yield engine.call('triage', now);
  yield engine.call('plan', {case: now, start: '2026-11-22'});
  for (let asked = 0; asked < most; asked += 1) {
    const interview: Interview = engine.call('interview', {case: now, alone: false});
    yield interview;
    now.answers ??= {};
    if (interview.blocked_by) now.acknowledged = [...(now.acknowledged ?? []), ...interview.blocked_by];
    else if (interview.screen) for (const {id} of interview.screen) now.answers[id] = 'no';
    else if (interview.question) now.answers[interview.question.id] = asked % 3 === 2 ? 'no' : 'yes';
    else break;
  }
  yield engine.call('plan', {case: now, start: '2026-11-22'});
}

test('the example cases', {timeout: 120_000}, () => {
  const files = [...listJson('examples'), ...listJson('examples/cases'), ...listJson('tests/cases').filter((file) => !file.includes('refused'))];
  function* answers() {
    for (const [index, file] of files.entries()) {
      const known = toCase(readJson(file) as Case | Drawing);
      try {
        yield* answersTo(known, index % 5 === 0 ? 14 : 3);
      } catch (error) {
        if (!/nothing is painted|of the skin is painted|botock|on both sides/.test(String(error))) throw error;
      }
    }
  }
  const {english, texts} = findEnglish(answers());
  expect(english).toEqual([]);
  expect(texts).toBeGreaterThan(800);
});

test('the example journals', {timeout: 60_000}, () => {
  function* answers() {
    for (const file of listJson('examples/journals')) {
      const records = readJson(file) as Journal;
      const begun = new Date(records.episodes[0]!.begun).getTime();
      for (const week of [1, 3, 6, 10, 16, 30, 60])
        yield engine.call('progress', {records, today: new Date(begun + week * 7 * 86400e3).toISOString().slice(0, 10)});
    }
  }
  const {english, texts} = findEnglish(answers());
  expect(english).toEqual([]);
  expect(texts).toBeGreaterThan(20);
});

test('warnings of an import', () => {
  expect(book.find('left out: resources of the kind Immunization (3)')).toBe('se deja fuera: recursos del tipo Immunization (3)');
  expect(book.find('left out: others (12)')).toBe('se deja fuera: otros (12)');
});

test('warnings', () => {
  const buttock = {format: 'knotwork.drawing/1', marks: [{intensity: 6, regions: ['buttock', 'low back left']}, {intensity: 0, regions: ['heel']}, {intensity: 3, regions: ['thigh']}]};
  const runner = readJson('examples/runner-case.json') as Case;
  const contradiction = {'tender/gluteus-minimus/2/right': 'no', 'my-pain/gluteus-minimus/2/right': 'yes', hernia: 'yes'};
  const known = {...runner, answers: {...runner.answers, ...contradiction}} as Case;
  const plan = engine.call('plan', {case: known, start: '2026-11-22'});
  const first = plan.items?.[0];
  const edits = {
    by: 'SL',
    add: [{remedy: 'front-plank'}, {remedy: 'side-plank', side: 'right'}, {remedy: 'clam', side: 'right'}, {remedy: 'bird-dog'}, {remedy: 'squat'}],
    change: {'heel-raise@left': {sets: 2}},
  };
  const edited = engine.call('plan', {case: known, start: '2026-11-22', edits_from: {...plan, edits} as Plan});
  const trace = engine.call('trace', buttock as unknown as Drawing);
  expect(first).toBeDefined();
  expect(edited.warnings?.length).toBeGreaterThan(1);
  expect(trace.warnings?.length).toBeGreaterThan(1);
  expect(findEnglish([edited, trace, plan]).english).toEqual([]);
});
