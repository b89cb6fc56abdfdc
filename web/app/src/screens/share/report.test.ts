import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

import {Engine, type Action, type Request, type Response} from '@knotwork/engine';
import {PDFDocument} from 'pdf-lib';
import {afterEach, beforeAll, describe, expect, test, vi} from 'vitest';

import {settings} from '$lib/settings.svelte';
import type {Case, Journal} from '$lib/types';

const find = createRequire(import.meta.url).resolve;
const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));
const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const readCase = (name: string): Case => JSON.parse(readFileSync(`${root}tests/cases/${name}.json`, 'utf8')) as Case;

vi.setConfig({testTimeout: 60_000, hookTimeout: 60_000});

let engine: Engine;
vi.mock('$lib/engine.svelte', () => ({
  engineStatus: {phase: 'ready'},
  engine: {call: <A extends Action>(action: A, request: Request<A>): Promise<Response<A>> => Promise.resolve(engine.call(action, request))},
}));

const {atlas} = await import('$lib/atlas.svelte');
const {listDangerSigns} = await import('./danger');
const {layOutReport} = await import('./pdf');
const {compress} = await import('./pdf-layout');
const {namesOf, writeReport} = await import('./report');
type ReportInput = Parameters<typeof writeReport>[0];

beforeAll(async () => {
  engine = await Engine.load({wasm: bytes(find('@knotwork/engine/knotwork.wasm')), atlas: bytes(find('@knotwork/engine/atlas.bin'))});
});
afterEach(() => {
  settings.language = 'en';
});

async function gather(known: Case, records?: Journal): Promise<ReportInput> {
  await atlas.load({muscles: [], conditions: []});
  const interview = engine.call('interview', {case: known, alone: true});
  const isEmergency = (interview.blocked_by?.length ?? 0) > 0;
  const input: ReportInput = {
    known, interview, trace: engine.call('trace', known), danger: await listDangerSigns(known, true), person: 'R. F.', today: '2026-11-23',
    plan: isEmergency ? null : engine.call('plan', {case: known, start: '2026-11-23'}),
    progress: records ? engine.call('progress', {records, today: '2026-11-23'}) : null,
    episode: records?.episodes[0] ?? null, entries: records?.entries ?? [],
  };
  await atlas.load(namesOf(input));
  return input;
}

const fonts = () => {
  const font = (name: string) => bytes(find(`@fontsource/${name}.woff`));
  return {
    text: font('atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal'),
    bold: font('atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal'),
    display: font('newsreader/files/newsreader-latin-500-normal'),
  };
};
const picture = bytes(fileURLToPath(new URL('../../../public/icon-192.png', import.meta.url)));

// The pages, and the file for looking at, where KNOTWORK_LOOK names a folder.
async function lay(input: ReportInput, name: string): Promise<PDFDocument> {
  const content = writeReport(input);
  const made = new Date('2026-11-23T20:00:00Z');
  const pdf = await layOutReport(content, {fonts: fonts(), drawing: input.known.drawing ? [{png: picture, label: 'back'}] : [], map: content.mapOf ? [{png: picture, label: 'back'}] : [], film: [], made});
  const folder = process.env['KNOTWORK_LOOK'];
  if (folder) {
    if (!existsSync(folder)) mkdirSync(folder);
    writeFileSync(`${folder}/${name}.pdf`, pdf);
  }
  return PDFDocument.load(pdf);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : Array.isArray(value) ? value.map(textOf).join(' ') : value && typeof value === 'object' ? Object.values(value).map(textOf).join(' ') : '');

describe('a report', () => {
  test('of eight weeks has two pages, in both languages', async () => {
    const records = JSON.parse(readFileSync(`${root}examples/journals/runner.json`, 'utf8')) as Journal;
    const known = engine.call('case-of-records', {records, today: '2026-11-23'});
    for (const language of ['en', 'es'] as const) {
      settings.language = language;
      const input = await gather(known, records);
      const content = writeReport(input);
      expect(content.answer.title).toContain(language === 'es' ? 'Gluteus minimus, punto 2' : 'Gluteus minimus, point 2, right');
      expect(content.plan?.items.length).toBeGreaterThan(1);
      expect(content.course?.rows[0]?.first).toBe('7');
      expect(content.danger.isOpen).toBe(false);
      expect(textOf(content)).not.toMatch(/undefined|NaN|\[object/);
      expect((await lay(input, `eight-weeks-${language}`)).getPageCount()).toBe(2);
    }
  });

  test('of an emergency shows nothing but that, the drawing and what was asked', async () => {
    const input = await gather(readCase('case-emergency'));
    expect(input.interview.blocked_by?.length).toBeGreaterThan(0);
    const content = writeReport(input);
    expect(content.urgency[0]?.isDark).toBe(true);
    expect([content.answer.title, content.mapOf, content.plan, content.course, content.others, content.reasons.rows]).toEqual(['', null, null, null, [], []]);
    expect(content.danger.title).not.toBe('');
    expect((await lay(input, 'emergency')).getPageCount()).toBe(1);
  });

  test.each(['case-emergency-acknowledged', 'case-answers-only', 'case-root-and-points'])('of %s names every danger sign that was not asked', async (name) => {
    const input = await gather(readCase(name));
    const content = writeReport(input);
    const answers = input.known.answers ?? {};
    const unasked = input.danger.filter((id) => answers[id] === undefined);
    expect(content.danger.aside).toBe(`${input.danger.length - unasked.length} of ${input.danger.length} asked`);
    expect(content.danger.isOpen).toBe(unasked.length > 0);
    expect((await lay(input, name)).getPageCount()).toBeLessThanOrEqual(3);
  });

  test('says what it does not know', async () => {
    const drawing = {format: 'knotwork.drawing/1', marks: [{patch: {at: 'left hand 0.5 @ 0', radius_cm: 2}}]};
    const input = await gather({format: 'knotwork.case/1', drawing} as unknown as Case);
    const content = writeReport(input);
    expect(content.mapOf).toBeNull();
    expect(content.plan?.refused).not.toBe('');
    await lay(input, 'unknown');
  });

  test('writes whatever a person wrote, as far as the letters go', async () => {
    const input = await gather(readCase('case-root-and-points'));
    input.person = 'Łukasz Đặng 漢字 😀\u0000\n';
    input.known = {...input.known, drawing: {...input.known.drawing!, marks: [{...input.known.drawing!.marks[0]!, note: 'Дуже болить '.repeat(80)}]}};
    expect((await lay(input, 'letters')).getPageCount()).toBeLessThanOrEqual(4);
  });

  test('is the same for the same content', async () => {
    const input = await gather(readCase('case-root-and-points'));
    const content = writeReport(input);
    const once = () => layOutReport(content, {fonts: fonts(), drawing: [], map: [], film: [], made: new Date(0)});
    expect((await once()).length).toBe((await once()).length);
  });
});

test('danger signs are those of this person', async () => {
  const signs = (sex: 'female' | 'male' | undefined) => listDangerSigns({...readCase('case-root-and-points'), profile: sex ? {sex} : {}} as Case, true);
  const [female, male, both] = await Promise.all([signs('female'), signs('male'), signs(undefined)]);
  expect(female).toContain('pregnant');
  expect(male).not.toContain('pregnant');
  expect(male).toContain('testicle-pain');
  expect(female).not.toContain('testicle-pain');
  expect(both.length).toBe(new Set([...female, ...male]).size);
  expect(new Set(both).size).toBe(both.length);
});

test('numbers of works are joined where they follow each other', () => {
  expect(compress([3, 1, 2, 7])).toBe('1–3, 7');
  expect(compress([1, 2])).toBe('1, 2');
  expect(compress([5])).toBe('5');
});
