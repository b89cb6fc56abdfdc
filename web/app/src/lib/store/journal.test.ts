import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {describe, expect, test} from 'vitest';

import type {Entry, Journal} from '../types';
import {JournalProblem, merge, readJournal, sortEntries, withDependants, writeJournal} from './journal';

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8');
const ofCommandLine = fixture('journal-of-command-line.json');

const hex = (n: number) => n.toString(16).padStart(32, '0');
const person = {id: hex(1), name: 'R. F.'};
const episode = {id: hex(2), person: hex(1), title: 'Right buttock', begun: '2026-09-01'};
const pain = {id: hex(3), episode: hex(2), at: '2026-09-01T20:00:00+02:00', kind: 'measure', measure: 'pain', value: 5} as Entry;
const note = {id: hex(4), episode: hex(2), at: '2026-09-02T20:00:00+02:00', kind: 'note', text: 'Long run'} as Entry;
const journal = (change: Partial<Record<'people' | 'episodes' | 'entries', unknown[]>> = {}): Journal =>
  ({format: 'knotwork.journal/1', people: [person], episodes: [episode], entries: [pain, note], ...change}) as Journal;

function problemOf(act: () => unknown): JournalProblem {
  try {
    act();
  } catch (error) {
    if (error instanceof JournalProblem) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('a file', () => {
  test('of the command line is written again letter by letter, but for how whole numbers are written', () => {
    const {records, sources} = readJournal(ofCommandLine);
    expect(records.entries.length).toBe(10);
    expect(sources.size).toBeGreaterThan(0); // 3e-05, which JavaScript writes as 0.00003
    expect(writeJournal(records, sources)).toBe(ofCommandLine.replaceAll(/"value":(\d+)\.0}/g, '"value":$1}'));
  });

  test('written here is read back the same, in any layout', () => {
    const text = writeJournal(journal());
    expect(readJournal(text).records).toEqual(journal());
    expect(readJournal(JSON.stringify(JSON.parse(text), null, 3)).records).toEqual(journal());
    expect(readJournal('{"entries":[],"episodes":[],"people":[],"format":"knotwork.journal/1"}').records.entries).toEqual([]);
  });

  test('keeps documents that hold what looks like more entries', () => {
    const tricky = String.raw`{"a":"\"entries\":[{\\","document":{"entries":[{"document":1.0}]},"n":1.50,"e":[],"o":{} , "t":true}`;
    const text = `{"format":"knotwork.journal/1","people":[${JSON.stringify(person)}],"episodes":[${JSON.stringify(episode)}],
      "entries":[ ${JSON.stringify(pain)} , {"id":"${hex(9)}","episode":"${hex(2)}","at":"2026-09-03T20:00Z","kind":"answers" , "document" : ${tricky} } ]}`;
    const {sources, records} = readJournal(text);
    expect(sources.get(hex(9))).toBe(tricky);
    expect(writeJournal(records, sources)).toContain(tricky);
  });

  test('of the first version of the app has its people named', () => {
    const {records} = readJournal(fixture('backup-1.json'));
    expect(records.people.map((one) => one.name)).toEqual(['me']);
    expect(records.entries.length).toBe(4);
  });

  test.each<[string, string, string]>([
    ['{', 'not-json', ''],
    ['[]', 'not-journal', ''],
    ['{"format":"knotwork.case/1"}', 'not-journal', 'format'],
    ['{"format":"knotwork.journal/2","people":[],"episodes":[],"entries":[]}', 'newer', 'format'],
    ['{"format":"knotwork.journal/1","people":[],"episodes":[]}', 'missing', 'entries'],
    ['{"format":"knotwork.journal/1","people":[],"episodes":[],"entries":[],"more":1}', 'unknown-key', 'more'],
    [writeJournal(journal({people: [{id: 'x', name: 'A'}]})), 'wrong-type', 'people[0].id'],
    [JSON.stringify(journal({people: [{...person, born: 1}]})), 'unknown-key', 'people[0].born'],
    [writeJournal(journal({people: [person, person]})), 'twice', 'people[1].id'],
    [writeJournal(journal({episodes: [{...episode, person: hex(7)}]})), 'unknown-name', 'episodes[0].person'],
    [writeJournal(journal({episodes: [{...episode, begun: '2026-02-30'}]})), 'no-such-day', 'episodes[0].begun'],
    [writeJournal(journal({episodes: [{...episode, ended: '2026-08-30'}]})), 'no-such-day', 'episodes[0].ended'],
    [writeJournal(journal({entries: [{...pain, episode: hex(7)}]})), 'unknown-name', 'entries[0].episode'],
    [writeJournal(journal({entries: [{...pain, at: '2026-09-01'}]})), 'no-such-day', 'entries[0].at'],
    [writeJournal(journal({entries: [{...pain, kind: 'mood'}]})), 'unknown-name', 'entries[0].kind'],
    [writeJournal(journal({entries: [{...pain, value: 'much'}]})), 'wrong-type', 'entries[0].value'],
    [writeJournal(journal({entries: [{...pain, side: 'up'}]})), 'wrong-type', 'entries[0].side'],
    [writeJournal(journal({entries: [{...note, value: 3}]})), 'unknown-key', 'entries[0].value'],
    [writeJournal(journal({entries: [{...note, document: {}}]})), 'unknown-key', 'entries[0].document'],
    [writeJournal(journal({entries: [{...note, kind: 'case'}, {...note, id: hex(8), kind: 'case', document: {}}]})), 'missing', 'entries[1].document'],
    [writeJournal(journal({entries: [{...note, of: 'that one'}]})), 'wrong-type', 'entries[0].of'],
  ])('is refused with its place: %s', (text, kind, where) => {
    const problem = problemOf(() => readJournal(text));
    expect([problem.kind, problem.where]).toEqual([kind, where]);
  });
});

describe('two journals', () => {
  test('the same twice adds nothing', () => {
    expect(merge(journal(), journal())).toEqual({people: [], episodes: [], entries: [], known: 4});
    expect(merge(journal(), readJournal(ofCommandLine).records).entries.length).toBe(10);
  });

  test('a moment may be written in two ways, a document with its keys in another order', () => {
    const known = journal({entries: [{...pain, at: '2026-09-01T18:00:00Z'}, {...note, kind: 'answers', text: undefined, document: {a: 1, b: [2]}}]});
    const file = journal({entries: [{...pain, at: '2026-09-01 18:00:00.5+0000'}, {...note, kind: 'answers', text: undefined, document: {b: [2], a: 1}}]});
    expect(merge(known, file).known).toBe(4);
  });

  test.each<[string, Partial<Entry>]>([
    ['another value', {value: 6}], ['another moment', {at: '2026-09-01T20:00:01+02:00'}], ['the same moment elsewhere', {at: '2026-09-01T18:00:00Z'}],
    ['a remark', {text: 'x'}], ['a side', {side: 'left'}],
  ])('an entry with %s is refused', (_, change) => {
    const problem = problemOf(() => merge(journal(), journal({entries: [{...pain, ...change}]})));
    expect([problem.kind, problem.where]).toEqual(['differs', 'entries[0]']);
  });

  test('an end of a pain counts wherever it was noted, but there is only one', () => {
    const ended = journal({episodes: [{...episode, ended: '2026-10-01'}]});
    expect(merge(journal(), ended).episodes).toEqual([{...episode, ended: '2026-10-01'}]);
    expect(merge(ended, journal()).episodes).toEqual([]);
    expect(problemOf(() => merge(ended, journal({episodes: [{...episode, ended: '2026-10-02'}]}))).where).toBe('episodes[0].ended');
  });

  test('a name that was changed here stays', () => {
    const renamed = journal({people: [{...person, name: 'R. G.'}], episodes: [{...episode, title: 'Hip'}]});
    expect(merge(renamed, journal())).toEqual({people: [], episodes: [], entries: [], known: 4});
  });

  test('a namesake is asked for; the same person, or another name', () => {
    const file = journal({people: [{id: hex(11), name: 'R. F.'}], episodes: [{...episode, id: hex(12), person: hex(11)}], entries: []});
    const problem = problemOf(() => merge(journal(), file));
    expect(problem.kind).toBe('namesake');
    expect(problem.namesake).toEqual({file: {id: hex(11), name: 'R. F.'}, known: person});
    const same = merge(journal(), file, {[hex(11)]: {same: hex(1)}});
    expect(same.people).toEqual([]);
    expect(same.episodes[0]?.person).toBe(hex(1));
    const other = merge(journal(), file, {[hex(11)]: {name: 'R. F. 2'}});
    expect(other.people).toEqual([{id: hex(11), name: 'R. F. 2'}]);
    expect(other.episodes[0]?.person).toBe(hex(11));
    expect(problemOf(() => merge(journal(), file, {[hex(11)]: {name: 'R. F.'}})).kind).toBe('namesake');
  });

  test('somebody of whom nothing is known is whoever comes', () => {
    const merged = merge(journal({people: [{id: hex(20), name: 'R. F.'}], episodes: [], entries: []}), journal());
    expect(merged.people).toEqual([]);
    expect(merged.episodes[0]?.person).toBe(hex(20));
  });

  test('an entry may rest on one that is here, not on one that is nowhere', () => {
    const file = (of: string) => journal({entries: [{...note, id: hex(9), of}]});
    expect(merge(journal(), file(hex(3))).entries.length).toBe(1);
    expect(problemOf(() => merge(journal(), file(hex(30)))).where).toBe('entries[0].of');
  });

  test('an id does not change what it names', () => {
    expect(problemOf(() => merge(journal(), journal({entries: [{...note, id: hex(1)}]}))).kind).toBe('differs');
  });
});

test('entries stand by pain, time, then as they were written', () => {
  const at = (id: number, of: number, moment: string) => ({...note, id: hex(id), episode: hex(of), at: moment}) as Entry;
  const sorted = sortEntries(
    [{...episode, id: hex(101)}, {...episode, id: hex(102)}],
    [at(1, 102, '2026-01-01T00:00:00Z'), at(2, 101, '2026-01-02T00:00:00Z'), at(3, 101, '2026-01-02T01:00:00+02:00'), at(4, 101, '2026-01-02T00:00:00Z')],
  );
  expect(sorted.map((entry) => parseInt(entry.id, 16))).toEqual([3, 2, 4, 1]);
});

test('what goes takes with it what rests on it', () => {
  const of = (id: number, on?: number) => ({...note, id: hex(id), ...(on ? {of: hex(on)} : {})}) as Entry;
  expect(withDependants([of(1), of(2, 1), of(3, 2), of(4)], [hex(1)]).sort()).toEqual([hex(1), hex(2), hex(3)]);
});

// With the program itself, where it is built: what it exports comes back to it as the same, and what is written here is
// taken.
const program = process.env['KNOTWORK_BIN'] ?? fileURLToPath(new URL('../../../../../build/release/bin/knotwork', import.meta.url));
describe.skipIf(!existsSync(program))('the command line', () => {
  const run = (folder: string, ...args: string[]) =>
    execFileSync(program, [...args, '--journal', join(folder, 'journal.db')], {encoding: 'utf8', env: {...process.env, KNOTWORK_PASSPHRASE: ''}, stdio: 'pipe'});
  const within = (act: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'knotwork-'));
    try {
      act(folder);
    } finally {
      rmSync(folder, {recursive: true});
    }
  };

  test('takes back what it exported, after a way through the app, as what it knows', () =>
    within((folder) => {
      writeFileSync(join(folder, 'first.json'), ofCommandLine);
      run(folder, 'import', join(folder, 'first.json'));
      const {records, sources} = readJournal(ofCommandLine);
      writeFileSync(join(folder, 'through.json'), writeJournal(records, sources));
      run(folder, 'import', join(folder, 'through.json'));
      const again = join(folder, 'again.json');
      run(folder, 'export', '-o', again);
      expect(readFileSync(again, 'utf8')).toBe(ofCommandLine);
    }));

  test('takes what was written here, and gives it back as the same', () =>
    within((folder) => {
      const small = {...note, id: hex(5), kind: 'answers', text: undefined, document: {'worse-sitting': 'yes', 'leg-length': 0.0000001, big: 1e21}} as unknown as Entry;
      const records = journal({entries: [pain, small, {...note, of: hex(5)}]});
      writeFileSync(join(folder, 'here.json'), writeJournal(records));
      run(folder, 'import', join(folder, 'here.json'));
      const back = join(folder, 'back.json');
      run(folder, 'export', '-o', back);
      const read = readJournal(readFileSync(back, 'utf8'));
      expect(merge(records, read.records)).toEqual({people: [], episodes: [], entries: [], known: 5});
      expect(() => run(folder, 'import', join(folder, 'here.json'))).not.toThrow();
    }));
});
