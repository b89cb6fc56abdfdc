import 'fake-indexeddb/auto';

import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';

import type {Entry} from '../types';
import {JournalProblem, readJournal} from './journal';
import {DatabaseShelf} from './database';
import {MemoryShelf, type Batch, type Shelf} from './shelf';
import {Store} from './store.svelte';

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8');
const phrase = 'cuatro palabras sin orden';

let name = '';
let count = 0;
const opened: Store[] = [];

beforeEach(() => {
  name = `knotwork-test-${++count}`;
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  vi.useRealTimers();
});

async function openStore(settings: ConstructorParameters<typeof Store>[0] = {}): Promise<Store> {
  const store = new Store({name, rounds: 100, ...settings});
  opened.push(store);
  await store.open();
  return store;
}

const pain = (value: number, at = '2026-09-01T20:00:00+02:00') => ({kind: 'measure', measure: 'pain', value, at}) as const;
const settle = () => new Promise((resolve) => setTimeout(resolve, 60));

// All that lies in the database, whatever it is called.
async function readRaw(): Promise<string> {
  const request = indexedDB.open(name);
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });
  const parts: string[] = [];
  for (const store of db.objectStoreNames) {
    const all = db.transaction(store).objectStore(store).getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    const show = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? [...value].map((byte) => String.fromCharCode(byte)).join('') : value);
    parts.push(JSON.stringify(all.result, show));
  }
  db.close();
  return parts.join('\n');
}

describe('records', () => {
  test('come back after a reload, in the order of time', async () => {
    const store = await openStore();
    await store.begin('Right buttock', 'R. F.');
    await store.append(pain(5, '2026-09-02T20:00:00+02:00'));
    await store.append(pain(6, '2026-09-01T20:00:00+02:00'));
    store.close();
    const again = await openStore();
    expect(again.person?.name).toBe('R. F.');
    expect(again.episode?.title).toBe('Right buttock');
    expect(again.entries.map((entry) => entry.value)).toEqual([6, 5]);
    expect(await again.records()).toEqual(readJournal(await again.write()).records);
  });

  test('begin by themselves where nothing was begun; the only person is called me', async () => {
    const store = await openStore();
    await store.append(pain(5));
    expect(store.people.map((one) => one.name)).toEqual(['me']);
    expect(store.episodes.length).toBe(1);
  });

  test('that belong together are kept together, and may rest on each other', async () => {
    const store = await openStore();
    const id = 'a'.repeat(32);
    const kept = await store.appendAll([{id, kind: 'case', document: {format: 'knotwork.case/1'}}, {kind: 'trace', of: id, document: {}}]);
    expect(kept[1]?.of).toBe(id);
    await store.remove([id]);
    expect(store.entries).toEqual([]);
    expect((await store.records()).entries).toEqual([]);
  });

  test('of several people and pains; the choice outlasts a reload', async () => {
    const store = await openStore();
    const ana = await store.addPerson('A. B.');
    const hip = await store.begin('Hip');
    await store.append(pain(3));
    const knee = await store.begin('Knee');
    await store.append(pain(7));
    const ben = await store.addPerson('C. D.');
    expect([store.person, store.episode, store.entries]).toEqual([ben, null, []]);
    await expect(store.addPerson('A. B.')).rejects.toThrow();
    await store.choosePerson(ana);
    expect(store.episode).toEqual(knee);
    await store.choose(hip);
    expect(store.entries.map((entry) => entry.value)).toEqual([3]);
    expect((await store.records(knee.id)).entries.map((entry) => entry.value)).toEqual([7]);
    store.close();
    const again = await openStore();
    expect([again.person, again.episode]).toEqual([ana, hip]);
    await again.end(hip, '2026-01-01');
    expect(again.episode?.ended).toBe(hip.begun); // never before it began
    await again.removeEpisode(hip);
    expect(again.episode).toEqual(knee);
    await again.rename(ana, 'A. C.');
    expect(again.person?.name).toBe('A. C.');
    await again.removePerson(ana);
    expect(again.people.map((one) => one.name)).toEqual(['C. D.']);
    expect(await readRaw()).not.toContain('Knee');
  });
});

describe('drafts', () => {
  test('belong to the pain on the screen, and move with what was not named yet', async () => {
    const store = await openStore();
    void store.keepDraft('one');
    void store.keepDraft('two');
    await store.keepDraft('step 3', 'session');
    expect(await store.draft()).toBe('two');
    const hip = await store.begin('Hip');
    expect([await store.draft(), await store.draft('session')]).toEqual(['two', 'step 3']);
    await store.begin('Knee');
    expect(await store.draft()).toBe('two'); // what is on the screen goes along
    await store.keepDraft('of the knee');
    await store.choose(hip);
    expect(await store.draft()).toBeUndefined();
    await store.dropDraft();
    store.close();
    const again = await openStore();
    expect(again.episode?.title).toBe('Hip');
  });
});

describe('a passphrase', () => {
  async function filled(): Promise<Store> {
    const store = await openStore();
    await store.begin('Right buttock', 'Rosa Fuentes');
    await store.append(pain(5));
    await store.append({kind: 'note', text: 'Después de correr'});
    await store.keepDraft('{"marks":["drawn"]}');
    return store;
  }

  test('leaves nothing readable in the database', async () => {
    const store = await filled();
    const secrets = ['Rosa', 'buttock', 'pain', 'Después', 'Despu', 'drawn', 'marks', '2026-09-01'];
    const before = await readRaw();
    for (const secret of ['Rosa', 'buttock', 'drawn']) expect(before).toContain(secret);
    await store.setPassphrase(phrase);
    await store.append(pain(4));
    await store.append({kind: 'note', text: 'Después otra vez'});
    await store.keepDraft('{"marks":["drawn again"]}');
    await store.addPerson('Rosa Dos');
    await store.begin('left buttock');
    const after = await readRaw();
    for (const secret of [...secrets, phrase]) expect(after).not.toContain(secret);
  });

  test('is asked for after a reload; a wrong one says so', async () => {
    (await filled()).setPassphrase(phrase);
    await settle();
    const store = await openStore();
    expect(store.state).toBe('locked');
    expect([store.people, store.entries, store.person]).toEqual([[], [], null]);
    expect(await store.unlock('another')).toBe(false);
    expect(store.state).toBe('locked');
    expect(await store.unlock(phrase)).toBe(true);
    expect(store.state).toBe('open');
    expect(store.entries.map((entry) => entry.value ?? entry.text)).toEqual([5, 'Después de correr']);
    expect(await store.draft()).toBe('{"marks":["drawn"]}');
  });

  test('can be changed and taken away', async () => {
    const store = await filled();
    await store.setPassphrase(phrase);
    expect(await store.changePassphrase('another', 'new one of mine')).toBe(false);
    expect(await store.changePassphrase(phrase, 'new one of mine')).toBe(true);
    await store.lock();
    expect(await store.unlock(phrase)).toBe(false);
    expect(await store.unlock('new one of mine')).toBe(true);
    expect(await store.removePassphrase(phrase)).toBe(false);
    expect(await store.removePassphrase('new one of mine')).toBe(true);
    expect(await readRaw()).toContain('Rosa');
    store.close();
    const again = await openStore();
    expect([again.state, again.isSealed, again.entries.length]).toEqual(['open', false, 2]);
  });

  test('of fewer rounds is made stronger when it is typed', async () => {
    const store = await filled();
    await store.setPassphrase(phrase);
    store.close();
    const again = await openStore({rounds: 200});
    await again.unlock(phrase);
    expect((await (await DatabaseShelf.open({blocked: () => 0, gone: () => 0}, name)).meta()).lock?.rounds).toBe(200);
  });

  test('a damaged record is counted and harms no other', async () => {
    const store = await filled();
    await store.setPassphrase(phrase);
    const shelf = await DatabaseShelf.open({blocked: () => 0, gone: () => 0}, name);
    const meta = await shelf.meta();
    const [row] = await shelf.rows('entry');
    (row!.body as Uint8Array)[20]! ^= 1;
    await shelf.commit({key: meta.lock!.id, put: [row!]});
    await store.choose(store.episode);
    expect([store.entries.length, store.damaged]).toEqual([1, 1]);
    await store.append(pain(2));
    expect((await store.records()).entries.length).toBe(2);
    expect((await shelf.rows('entry')).length).toBe(3); // what cannot be read is not thrown away
    shelf.close();
  });

  test('no room to seal: nothing has changed', async () => {
    let isFull = false;
    const store = await openStore({shelf: async () => limited(await DatabaseShelf.open({blocked: () => 0, gone: () => 0}, name), () => isFull)});
    await store.begin('Hip');
    await store.append(pain(5));
    isFull = true;
    await expect(store.setPassphrase(phrase)).rejects.toThrow();
    expect(store.isSealed).toBe(false);
    isFull = false;
    await store.append(pain(4));
    expect((await store.records()).entries.length).toBe(2);
  });
});

// A shelf that has no room left when it is told so, as browsers say it: the transaction is aborted.
function limited(shelf: Shelf, isFull: () => boolean): Shelf {
  return {
    isKept: true,
    meta: () => shelf.meta(),
    rows: (kind, group) => shelf.rows(kind, group),
    row: (id) => shelf.row(id),
    close: () => shelf.close(),
    commit: (batch: Batch) =>
      isFull() && batch.put?.length
        ? Promise.reject(Object.assign(new Error('aborted'), {name: 'AbortError', inner: new DOMException('no room', 'QuotaExceededError')}))
        : shelf.commit(batch),
  };
}

describe('storage', () => {
  test('denied: says so, goes on in memory, and exports', async () => {
    const real = globalThis.indexedDB;
    const store = await openStore({shelf: () => Promise.reject(new DOMException('denied', 'SecurityError'))});
    expect([store.state, store.problem]).toEqual(['open', 'denied']);
    await store.begin('Hip');
    await store.append(pain(5));
    expect(store.unsaved).toBeGreaterThan(0);
    expect(readJournal(await store.write()).records.entries.length).toBe(1);
    await store.backedUp();
    expect(store.unsaved).toBe(0);
    expect(globalThis.indexedDB).toBe(real);
  });

  test('full: what was saved stays, what is new waits in the window and is written once there is room', async () => {
    let isFull = false;
    const shelf = async () => limited(await DatabaseShelf.open({blocked: () => 0, gone: () => 0}, name), () => isFull);
    const store = await openStore({shelf});
    await store.begin('Hip');
    await store.append(pain(5));
    isFull = true;
    await store.append(pain(4, '2026-09-02T20:00:00+02:00'));
    await store.keepDraft('drawn');
    const knee = await store.begin('Knee');
    await store.append(pain(8));
    expect([store.problem, store.unsaved]).toEqual(['full', 3]);
    expect(store.entries.length).toBe(1);
    expect(readJournal(await store.write()).records.entries.map((entry) => entry.value)).toEqual([5, 4, 8]);
    expect(await store.draft()).toBe('drawn');
    expect(await store.retry()).toBe(false);
    const other = await openStore();
    expect((await other.records()).entries.map((entry) => entry.value)).toEqual([5]); // whole as it was
    isFull = false;
    expect(await store.retry()).toBe(true);
    expect([store.problem, store.unsaved]).toEqual([null, 0]);
    const again = await openStore();
    expect((await again.records()).entries.map((entry) => entry.value)).toEqual([5, 4, 8]);
    expect(again.episodes.map((one) => one.id)).toContain(knee.id);
  });

  test('full: a restore changes nothing', async () => {
    let isFull = false;
    const store = await openStore({shelf: async () => limited(await DatabaseShelf.open({blocked: () => 0, gone: () => 0}, name), () => isFull)});
    isFull = true;
    await expect(store.restore(fixture('journal-of-command-line.json'))).rejects.toThrow();
    expect([store.people.length, store.unsaved]).toEqual([0, 0]);
    expect((await store.records()).entries).toEqual([]);
  });

  test('a real database that runs out of room aborts whole', async () => {
    const store = await openStore();
    await store.begin('Hip');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await store.append(pain(5));
    put.mockRestore();
    expect([store.problem, store.unsaved]).toEqual(['full', 1]);
    await store.append(pain(4));
    expect([store.problem, store.unsaved]).toEqual([null, 0]);
    expect((await (await openStore()).records()).entries.length).toBe(2);
  });
});

describe('two windows', () => {
  test('see what the other wrote', async () => {
    const one = await openStore();
    const hip = await one.begin('Hip');
    const two = await openStore();
    expect(two.episode).toEqual(hip);
    await one.append(pain(5));
    await settle();
    expect(two.entries.map((entry) => entry.value)).toEqual([5]);
    await two.append(pain(4));
    await two.addPerson('B. C.');
    await settle();
    expect(one.entries.length).toBe(2);
    expect(one.people.length).toBe(2);
    expect(one.episode).toEqual(hip); // stays where it is
  });

  test('a drawing follows into the other', async () => {
    const one = await openStore();
    await one.begin('Hip');
    const two = await openStore();
    const heard: string[] = [];
    two.onDraft = (kind, text) => heard.push(`${kind}: ${text}`);
    await one.keepDraft('drawn');
    await settle();
    expect(heard).toEqual(['case: drawn']);
  });

  test('sealing in one asks in the other; locking one locks all; each is opened by itself', async () => {
    const one = await openStore();
    await one.begin('Hip');
    const two = await openStore();
    await one.setPassphrase(phrase);
    await settle();
    expect([one.state, two.state]).toEqual(['open', 'locked']);
    await two.unlock(phrase);
    expect(two.episodes.length).toBe(1);
    await two.lock();
    await settle();
    expect([one.state, two.state]).toEqual(['locked', 'locked']);
    expect(one.entries).toEqual([]);
    await one.unlock(phrase);
    await one.removePassphrase(phrase);
    await settle();
    expect(two.state).toBe('open');
  });

  test('what one writes while the other seals is neither lost nor left readable', async () => {
    const one = await openStore();
    await one.begin('Hip');
    const two = await openStore();
    const sealing = one.setPassphrase(phrase);
    const writing = Promise.all(Array.from({length: 20}, (_, n) => two.append({kind: 'note', text: `secret ${n}`})));
    await Promise.all([sealing, writing]);
    await settle();
    expect(await readRaw()).not.toContain('secret');
    if (two.state === 'locked') await two.unlock(phrase);
    await settle();
    expect((await one.records()).entries.length).toBe(20);
    expect(await readRaw()).not.toContain('secret');
  });

  test('many writes from both are all kept', async () => {
    const one = await openStore();
    await one.begin('Hip');
    const two = await openStore();
    await Promise.all([one, two].flatMap((store) => Array.from({length: 15}, (_, n) => store.append(pain(n % 11)))));
    await settle();
    expect((await (await openStore()).records()).entries.length).toBe(30);
  });
});

describe('old versions', () => {
  interface Stored {
    version: number;
    stores: Record<string, {keyPath: string; indexes: string[]; rows: unknown[]}>;
  }

  async function putDatabase(): Promise<Stored> {
    const stored = JSON.parse(fixture('database-1.json')) as Stored;
    const request = indexedDB.open(name, stored.version);
    request.onupgradeneeded = () => {
      for (const [table, {keyPath, indexes, rows}] of Object.entries(stored.stores)) {
        const store = request.result.createObjectStore(table, {keyPath});
        for (const index of indexes) store.createIndex(index, index);
        for (const row of rows) store.put(row);
      }
    };
    await new Promise((resolve) => (request.onsuccess = resolve));
    request.result.close();
    return stored;
  }

  test('a database of version 1 is brought up with all it holds', async () => {
    const stored = await putDatabase();
    const store = await openStore();
    expect(store.problem).toBeNull();
    expect(store.person?.name).toBe('me');
    expect(store.episodes.map((one) => one.title)).toEqual(['Right buttock', '']);
    expect(store.episode).toEqual(stored.stores['episodes']!.rows[1]);
    expect(await store.draft()).toContain('"marks"');
    const {entries} = await store.records();
    const byId = (a: unknown, b: unknown) => ((a as Entry).id < (b as Entry).id ? -1 : 1);
    expect([...entries].sort(byId)).toEqual([...stored.stores['entries']!.rows].sort(byId));
    expect(store.backup.isDue).toBe(true); // the oldest entry has lain there for months
    await store.setPassphrase(phrase);
    expect(await readRaw()).not.toContain('Después');
  });

  test('a database of a version to come is left alone', async () => {
    await openStore().then((store) => store.begin('Hip'));
    for (const store of opened.splice(0)) store.close();
    const request = indexedDB.open(name, 990);
    await new Promise((resolve) => (request.onsuccess = resolve));
    request.result.close();
    const store = await openStore();
    expect([store.state, store.problem]).toEqual(['open', 'newer']);
    expect(await readRaw()).toContain('Hip');
  });

  test('a backup of version 1 is restored', async () => {
    const store = await openStore();
    expect(await store.restore(fixture('backup-1.json'))).toEqual({added: 7, known: 0});
    expect(store.people.map((one) => one.name)).toEqual(['me']);
    expect(await store.restore(fixture('backup-1.json'))).toEqual({added: 0, known: 7});
  });
});

describe('restoring', () => {
  const file = fixture('journal-of-command-line.json');

  test('gives back the very file, also sealed and after a reload', async () => {
    const store = await openStore();
    await store.restore(file);
    await store.setPassphrase(phrase);
    store.close();
    const again = await openStore();
    await again.unlock(phrase);
    expect(await again.write()).toBe(file.replaceAll(/"value":(\d+)\.0}/g, '"value":$1}'));
  });

  test('is all or nothing', async () => {
    const store = await openStore();
    await store.restore(file);
    const before = await store.write();
    const changed = file.replace('long run', 'short run').replace('"b8b4002473547a6565cab8922f2975f9"', `"${'e'.repeat(32)}"`);
    await expect(store.restore(changed)).rejects.toThrow(JournalProblem);
    expect(await store.write()).toBe(before);
  });
});

describe('backups', () => {
  test('a reminder after 14 days with something new, not before, and not without', async () => {
    vi.useFakeTimers({toFake: ['Date'], now: new Date('2026-09-01T10:00:00')});
    const store = await openStore();
    expect(store.backup).toEqual({last: null, isDue: false});
    await store.append(pain(5));
    const isDueAt = async (day: string) => {
      vi.setSystemTime(new Date(`${day}T10:00:00`));
      const again = await openStore();
      return again.backup.isDue;
    };
    expect(await isDueAt('2026-09-14')).toBe(false);
    expect(await isDueAt('2026-09-15')).toBe(true);
    await store.remindLater();
    expect(await isDueAt('2026-09-21')).toBe(false);
    expect(await isDueAt('2026-09-22')).toBe(true);
    await store.backedUp();
    expect(await isDueAt('2027-01-01')).toBe(false);
    await store.append(pain(4));
    expect(await isDueAt('2027-01-15')).toBe(true);
  });
});

test('deleting everything leaves nothing, here and in other windows', async () => {
  const store = await openStore();
  await store.begin('Hip', 'Rosa');
  await store.append(pain(5));
  await store.setPassphrase(phrase);
  const other = await openStore();
  await other.unlock(phrase);
  expect(await store.erase()).toEqual([]);
  await settle();
  for (const one of [store, other]) {
    expect([one.state, one.problem, one.isSealed, one.people, one.episodes, one.entries]).toEqual(['open', null, false, [], [], []]);
    expect((await one.records()).people).toEqual([]);
  }
  await other.append(pain(3));
  await settle();
  expect(store.entries.length).toBe(1);
});

test('memory keeps the rules of the database', async () => {
  const shelf = new MemoryShelf();
  const row = (id: string) => ({id, kind: 'entry' as const, group: 'g', key: '', body: '{}'});
  await shelf.commit({key: '', put: [row('a'), row('b')]});
  await shelf.commit({key: '', put: [row('a')], remove: ['b']});
  expect((await shelf.rows('entry', 'g')).map((one) => [one.id, one.seq])).toEqual([['a', 1]]);
  await expect(shelf.commit({key: 'other', put: [row('c')]})).rejects.toThrow();
  await expect(shelf.commit({key: '', revision: 0, put: [row('c')]})).rejects.toThrow();
  expect((await shelf.rows()).length).toBe(1);
});
