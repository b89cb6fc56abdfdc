// Records as a file ("knotwork.journal/1"), the same that the command line exports and imports; and putting two journals
// together. A file is taken whole or not at all.
//
//     const file = readJournal(text);                  // throws JournalProblem: where, and what
//     const merged = merge(known, file);               // what is new; throws where an id has other content
//     const text = writeJournal(records, sources);
import type {Entry, Episode, Journal, Person} from '../types';
import {isDate, parseMoment} from './moments';

export type ProblemKind =
  | 'not-json' | 'not-journal' | 'newer' | 'wrong-type' | 'missing' | 'unknown-key' | 'unknown-name' | 'twice' | 'no-such-day' | 'differs' | 'namesake';

export class JournalProblem extends Error {
  override name = 'JournalProblem';
  constructor(
    readonly kind: ProblemKind,
    readonly where: string,
    readonly namesake?: {file: Person; known: Person},
  ) {
    super(`${where}: ${kind}`);
  }
}

// A document is kept as it was written where JSON.stringify would write it otherwise (1.0 as 1): the command line compares
// documents letter by letter.
export type Sources = Map<string, string>; // by id of the entry

export interface JournalFile {
  records: Journal;
  sources: Sources;
}

export const defaultName = 'me'; // of the only person, as at the command line

export const entryKinds = ['measure', 'note', 'case', 'drawing', 'answers', 'trace', 'plan', 'session'] as const;
const isDocument = (kind: Entry['kind']): boolean => kind !== 'measure' && kind !== 'note';

type Fields = Record<string, unknown>;

export function readJournal(text: string): JournalFile {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw new JournalProblem('not-json', '');
  }
  const file = object(root, '');
  if (typeof file['format'] !== 'string' || !file['format'].startsWith('knotwork.journal/')) throw new JournalProblem('not-journal', 'format');
  if (file['format'] !== 'knotwork.journal/1') throw new JournalProblem('newer', 'format');
  only(file, '', ['format', 'people', 'episodes', 'entries']);
  const ids = new Set<string>();
  const fresh = (record: {id: string}, where: string) => {
    if (ids.has(record.id)) throw new JournalProblem('twice', `${where}.id`);
    ids.add(record.id);
  };
  const each = <Record extends {id: string}>(key: string, read: (value: Fields, where: string) => Record): Record[] =>
    array(file[key], key).map((value, index) => {
      const where = `${key}[${index}]`;
      const record = read(object(value, where), where);
      fresh(record, where);
      return record;
    });
  const records = {
    format: 'knotwork.journal/1',
    people: nameAll(each('people', readPerson)),
    episodes: each('episodes', readEpisode),
    entries: each('entries', readEntry),
  } as Journal;
  checkLinks(records);
  const sources: Sources = new Map();
  findDocuments(text).forEach((source, index) => {
    const entry = records.entries[index];
    if (entry?.document && source !== undefined && JSON.stringify(entry.document) !== source) sources.set(entry.id, source);
  });
  return {records, sources};
}

// Version 1 of the app wrote people without a name.
function nameAll(people: Person[]): Person[] {
  const taken = new Set(people.map((person) => person.name));
  return people.map((person) => (person.name ? person : {...person, name: freeName(taken)}));
}

export function freeName(taken: Set<string>): string {
  for (let n = 1; ; ++n) {
    const name = n === 1 ? defaultName : `${defaultName} ${n}`;
    if (!taken.has(name)) {
      taken.add(name);
      return name;
    }
  }
}

function object(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JournalProblem(where ? 'wrong-type' : 'not-journal', where);
  return value as Fields;
}

function array(value: unknown, where: string): unknown[] {
  if (value === undefined) throw new JournalProblem('missing', where);
  if (!Array.isArray(value)) throw new JournalProblem('wrong-type', where);
  return value;
}

function only(fields: Fields, where: string, known: string[]): void {
  for (const key of Object.keys(fields)) if (!known.includes(key)) throw new JournalProblem('unknown-key', where ? `${where}.${key}` : key);
}

function words(fields: Fields, key: string, where: string): string {
  const value = fields[key];
  if (value === undefined) throw new JournalProblem('missing', `${where}.${key}`);
  if (typeof value !== 'string') throw new JournalProblem('wrong-type', `${where}.${key}`);
  return value;
}

function id(fields: Fields, key: string, where: string): string {
  const value = words(fields, key, where);
  if (!/^[0-9a-f]{32}$/.test(value)) throw new JournalProblem('wrong-type', `${where}.${key}`);
  return value;
}

function day(fields: Fields, key: string, where: string): string {
  const value = words(fields, key, where);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new JournalProblem('wrong-type', `${where}.${key}`);
  if (!isDate(value)) throw new JournalProblem('no-such-day', `${where}.${key}`);
  return value;
}

function readPerson(fields: Fields, where: string): Person {
  only(fields, where, ['id', 'name']);
  return {id: id(fields, 'id', where), name: words(fields, 'name', where)};
}

function readEpisode(fields: Fields, where: string): Episode {
  only(fields, where, ['id', 'person', 'title', 'begun', 'ended']);
  const episode: Episode = {id: id(fields, 'id', where), person: id(fields, 'person', where), title: words(fields, 'title', where), begun: day(fields, 'begun', where)};
  if (fields['ended'] === undefined) return episode;
  const ended = day(fields, 'ended', where);
  if (ended < episode.begun) throw new JournalProblem('no-such-day', `${where}.ended`);
  return {...episode, ended};
}

function readEntry(fields: Fields, where: string): Entry {
  only(fields, where, ['id', 'episode', 'at', 'kind', 'of', 'atlas', 'measure', 'side', 'place', 'value', 'document', 'text']);
  id(fields, 'id', where);
  id(fields, 'episode', where);
  if (!parseMoment(words(fields, 'at', where))) throw new JournalProblem('no-such-day', `${where}.at`);
  const kind = entryKinds.find((known) => known === words(fields, 'kind', where));
  if (!kind) throw new JournalProblem('unknown-name', `${where}.kind`);
  if (fields['of'] !== undefined) id(fields, 'of', where);
  for (const key of ['atlas', 'text', 'place']) if (fields[key] !== undefined) words(fields, key, where);
  if (kind === 'measure') {
    if (!words(fields, 'measure', where)) throw new JournalProblem('missing', `${where}.measure`);
    if (fields['side'] !== undefined && fields['side'] !== 'left' && fields['side'] !== 'right') throw new JournalProblem('wrong-type', `${where}.side`);
    if (fields['value'] === undefined) throw new JournalProblem('missing', `${where}.value`);
    if (typeof fields['value'] !== 'number' || !Number.isFinite(fields['value'])) throw new JournalProblem('wrong-type', `${where}.value`);
  } else {
    for (const key of ['measure', 'side', 'place', 'value']) if (fields[key] !== undefined) throw new JournalProblem('unknown-key', `${where}.${key}`);
  }
  if (isDocument(kind)) {
    if ((fields['document'] === undefined) === (fields['text'] === undefined)) throw new JournalProblem('missing', `${where}.document`);
    if (fields['document'] !== undefined) object(fields['document'], `${where}.document`);
  } else if (fields['document'] !== undefined) {
    throw new JournalProblem('unknown-key', `${where}.document`);
  }
  return fields as unknown as Entry;
}

function checkLinks(records: Journal): void {
  const people = new Set(records.people.map((person) => person.id));
  const episodes = new Set(records.episodes.map((episode) => episode.id));
  records.episodes.forEach((episode, index) => {
    if (!people.has(episode.person)) throw new JournalProblem('unknown-name', `episodes[${index}].person`);
  });
  records.entries.forEach((entry, index) => {
    if (!episodes.has(entry.episode)) throw new JournalProblem('unknown-name', `entries[${index}].episode`);
  });
}

// The text of each entry's document as it stands in the file. `text` is known to be JSON of the right shape.
function findDocuments(text: string): (string | undefined)[] {
  let at = 0;
  const found: (string | undefined)[] = [];
  const blank = () => {
    while (' \t\n\r'.includes(text[at] ?? 'x')) ++at;
  };
  const string = (): string => {
    const from = at++;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return text.slice(from, ++at);
  };
  const skip = () => {
    let depth = 0;
    do {
      blank();
      const letter = text[at]!;
      if (letter === '"') string();
      else if (letter === '{' || letter === '[') ++depth, ++at;
      else if (letter === '}' || letter === ']') --depth, ++at;
      else if (letter === ',' || letter === ':') ++at;
      else while (at < text.length && !',]}: \t\n\r'.includes(text[at]!)) ++at;
    } while (depth > 0);
  };
  const fields = (each: (key: string) => void) => {
    blank();
    ++at; // {
    for (blank(); text[at] !== '}'; blank()) {
      if (text[at] === ',') ++at, blank();
      const key = JSON.parse(string()) as string;
      blank();
      ++at; // :
      blank();
      each(key);
    }
    ++at;
  };
  fields((key) => {
    if (key !== 'entries') return skip();
    found.length = 0;
    ++at; // [
    for (blank(); text[at] !== ']'; blank()) {
      if (text[at] === ',') ++at, blank();
      let document: string | undefined;
      fields((inner) => {
        const from = at;
        skip();
        if (inner === 'document') document = text.slice(from, at);
      });
      found.push(document);
    }
    ++at;
  });
  return found;
}

// In the order of the format: by episode, then time, then as they were written.
export function sortEntries(episodes: Episode[], entries: Entry[]): Entry[] {
  const place = new Map(episodes.map((episode, index) => [episode.id, index]));
  const keyed = entries.map((entry, index) => ({entry, index, place: place.get(entry.episode) ?? 0, seconds: parseMoment(entry.at)?.seconds ?? 0}));
  keyed.sort((a, b) => a.place - b.place || a.seconds - b.seconds || a.index - b.index);
  return keyed.map(({entry}) => entry);
}

const entryKeys = ['id', 'episode', 'at', 'kind', 'of', 'atlas', 'measure', 'side', 'place', 'value', 'document', 'text'] as const;

// A record a line, so that a person can read it and a comparison shows what is new.
export function writeJournal(records: Journal, sources: Sources = new Map()): string {
  const lines = (list: readonly string[]) => (list.length ? `[\n${list.join(',\n')}]` : '[]');
  const entry = (one: Entry): string => {
    const fields = entryKeys.flatMap((key) => {
      const value = one[key];
      if (value === undefined || (value === '' && key !== 'text')) return [];
      return [`"${key}":${key === 'document' ? (sources.get(one.id) ?? JSON.stringify(value)) : JSON.stringify(value)}`];
    });
    return `{${fields.join(',')}}`;
  };
  const people = records.people.map(({id, name}) => JSON.stringify({id, name}));
  const episodes = records.episodes.map(({id, person, title, begun, ended}) => JSON.stringify({id, person, title, begun, ended}));
  return `{"format":"knotwork.journal/1",\n"people":${lines(people)},\n"episodes":${lines(episodes)},\n"entries":${lines(records.entries.map(entry))}}\n`;
}

export interface Merged {
  people: Person[]; // new
  episodes: Episode[]; // new, or ended meanwhile
  entries: Entry[]; // new
  known: number;
}

// Somebody of the file who is somebody else's namesake here: the same person, or called otherwise from now on.
export type Namesakes = Record<string, {same: string} | {name: string}>; // by the id in the file

// What `file` adds to `known`. Refused where an entry is there with other content. Of people and pains the name that is
// known stays, since it may be changed here, and an end counts wherever it was noted.
export function merge(known: Journal, file: Journal, namesakes: Namesakes = {}): Merged {
  const merged: Merged = {people: [], episodes: [], entries: [], known: 0};
  const people = new Map(known.people.map((person) => [person.id, person]));
  const names = new Map(known.people.map((person) => [person.name, person]));
  const moved = new Map<string, string>();
  for (const [index, person] of file.people.entries()) {
    if (people.has(person.id)) {
      ++merged.known;
      continue;
    }
    const choice = namesakes[person.id];
    if (choice && 'same' in choice) {
      moved.set(person.id, choice.same);
      continue;
    }
    const called = choice ? {...person, name: choice.name} : person;
    const namesake = names.get(called.name);
    // Somebody of whom nothing is known yet is whoever comes.
    if (namesake && !choice && !known.episodes.some((episode) => episode.person === namesake.id)) {
      moved.set(person.id, namesake.id);
      continue;
    }
    if (namesake) throw new JournalProblem('namesake', `people[${index}].name`, {file: called, known: namesake});
    names.set(called.name, called);
    merged.people.push(called);
  }

  const episodes = new Map(known.episodes.map((episode) => [episode.id, episode]));
  for (const [index, read] of file.episodes.entries()) {
    const episode = {...read, person: moved.get(read.person) ?? read.person};
    const there = episodes.get(episode.id);
    if (!there) {
      merged.episodes.push(episode);
      continue;
    }
    ++merged.known;
    if (there.person !== episode.person || there.begun !== episode.begun) throw new JournalProblem('differs', `episodes[${index}]`);
    if (episode.ended && !there.ended) merged.episodes.push({...there, ended: episode.ended});
    else if (episode.ended && episode.ended !== there.ended) throw new JournalProblem('differs', `episodes[${index}].ended`);
  }

  const entries = new Map(known.entries.map((entry) => [entry.id, entry]));
  const ids = new Set([...entries.keys(), ...file.entries.map((entry) => entry.id)]);
  for (const [index, entry] of file.entries.entries()) {
    if (entry.of && !ids.has(entry.of)) throw new JournalProblem('unknown-name', `entries[${index}].of`);
    const there = entries.get(entry.id);
    if (!there) merged.entries.push(entry);
    else if (isSame(there, entry)) ++merged.known;
    else throw new JournalProblem('differs', `entries[${index}]`);
  }
  // An id belongs to one record of one kind.
  const of = (records: Journal, kind: 'people' | 'episodes' | 'entries') => records[kind].map((record) => record.id);
  for (const kind of ['people', 'episodes', 'entries'] as const) {
    const others = new Set((['people', 'episodes', 'entries'] as const).filter((other) => other !== kind).flatMap((other) => of(known, other)));
    of(file, kind).forEach((one, index) => {
      if (others.has(one)) throw new JournalProblem('differs', `${kind}[${index}].id`);
    });
  }
  return merged;
}

function isSame(a: Entry, b: Entry): boolean {
  const at = [parseMoment(a.at), parseMoment(b.at)];
  if (at[0]?.seconds !== at[1]?.seconds || at[0]?.offset !== at[1]?.offset) return false;
  return entryKeys.every((key) => key === 'at' || isEqual(a[key] || undefined, b[key] || undefined) || (key === 'value' && a.value === b.value));
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual((a as Fields)[key], (b as Fields)[key]));
}

// Ids of what goes when these entries go: whatever rests on them as well.
export function withDependants(entries: Entry[], ids: string[]): string[] {
  const gone = new Set(ids);
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const entry of entries) if (entry.of && gone.has(entry.of)) gone.add(entry.id);
  }
  return [...gone];
}
