// What is kept on this device: people, pains and what was written down of them, the same records as the journal of the
// command line keeps ("knotwork.journal/1"), and drafts of what is on the screen.
//
//     await store.open();
//     await store.append({kind: 'measure', measure: 'pain', value: 4});
//     const progress = await engine.call('progress', {records: await store.records(), today: today()});
//
// `state` is 'open' whenever records can be read and added, also where the browser keeps nothing (`problem` says so then,
// and all lives in memory until it is exported). Nothing that was added is lost while the window is open: what cannot be
// written is kept, counted in `unsaved`, and tried again.
//
// With a passphrase everything in the database is sealed but what Row and Meta of shelf.ts name. Windows of one browser
// follow each other: a change in one shows in all, and locking one locks all.
import type {Entry, Episode, Journal, Person} from '../types';
import {IdleLock} from './idle-lock';
import {freeName, merge, readJournal, sortEntries, withDependants, writeJournal, type Namesakes, type Sources} from './journal';
import {moment, newId, today, addDays} from './moments';
import {draftId, nameOf, openRow, ownerOf, recordOf, sealRow, sourceOf, type OpenRow} from './rows';
import {changeLock, makeLock, rounds, unlock, type Lock} from './seal';
import {databaseName, MemoryShelf, Stale, type Kind, type Meta, type Row, type Shelf} from './shelf';
import {joinTabs, type Tabs, type Word} from './tabs';

export {moment, newId, today} from './moments';

// denied: the browser keeps nothing (a private window, or forbidden). full: no room. failed: anything else.
// newer: another window runs a newer version of the app. blocked: another window runs an older one.
export type StorageProblem = 'denied' | 'full' | 'failed' | 'newer' | 'blocked';

type NewEntry = Omit<Entry, 'id' | 'episode' | 'at'> & {at?: string};

interface Settings {
  name?: string; // of the database
  shelf?: () => Promise<Shelf>;
  rounds?: number;
}

const reminderDays = 14;

const isFull = (error: unknown): boolean => {
  const {name, inner} = (error ?? {}) as {name?: string; inner?: unknown};
  return name === 'QuotaExceededError' || (inner !== undefined && inner !== null && isFull(inner));
};

export class Store {
  state: 'opening' | 'open' | 'locked' = $state('opening');
  problem: StorageProblem | null = $state(null);
  unsaved = $state(0); // records that are in this window only
  damaged = $state(0); // records that cannot be read
  isSealed = $state(false); // there is a passphrase
  people: Person[] = $state.raw([]);
  episodes: Episode[] = $state.raw([]);
  person: Person | null = $state.raw(null); // whose pain is on the screen
  episode: Episode | null = $state.raw(null); // which of it
  entries: Entry[] = $state.raw([]); // of the episode, in the order of time
  backup: {last: string | null; isDue: boolean} = $state({last: null, isDue: false});
  isPersistent: boolean | null = $state(null); // the browser promises not to throw it away; null: not known
  autolock = $state(5); // minutes without a touch; 0: never

  // Called where another window has changed a draft of what is on the screen.
  onDraft: ((name: string, text: string) => void) | null = null;

  #settings: Required<Omit<Settings, 'shelf'>> & Pick<Settings, 'shelf'>;
  #shelf: Shelf = new MemoryShelf();
  #tabs: Tabs | null = null;
  #lock: Lock | null = null;
  #key: CryptoKey | null = null;
  #unsaved = new Map<string, OpenRow>();
  #sources: Sources = new Map(); // of the entries of the episode
  #drafts = new Map<string, string>(); // still to be written
  #idle = new IdleLock({
    minutes: () => this.autolock,
    isOpen: () => this.#key !== null,
    lock: () => void this.lock(),
    say: () => this.isSealed && this.#tabs?.say({kind: 'active'}),
  });
  #queue: Promise<unknown> = Promise.resolve();
  #ending: AbortController | null = null;
  #damaged = new Set<string>();
  #isErasing = false;
  #hasAsked = false;

  constructor(settings: Settings = {}) {
    this.#settings = {name: databaseName, rounds, ...settings};
  }

  // --- opening and closing

  async open(): Promise<void> {
    this.#tabs ??= joinTabs(this.#settings.name, (word) => void this.#hear(word));
    this.#idle.watch();
    this.#warnOfUnsaved();
    await this.#do(async () => {
      await this.#openShelf();
      await this.#readLock();
    });
  }

  async #openShelf(): Promise<void> {
    try {
      this.#shelf = await (this.#settings.shelf ?? (() => this.#openDatabase()))();
      this.problem = this.#shelf.isKept ? null : 'denied';
    } catch (error) {
      this.#shelf = new MemoryShelf();
      const name = (error as Error | null)?.name;
      // TypeError: the code for the database did not come.
      this.problem = name === 'VersionError' ? 'newer' : name === 'TypeError' ? 'failed' : 'denied';
    }
  }

  async #openDatabase(): Promise<Shelf> {
    const {DatabaseShelf} = await import('./database');
    return DatabaseShelf.open(
      {
        blocked: () => (this.problem = 'blocked'),
        gone: () => {
          if (!this.#isErasing) this.problem = 'newer';
        },
      },
      this.#settings.name,
    );
  }

  // Before the window is closed.
  #warnOfUnsaved(): void {
    if (this.#ending || typeof window === 'undefined') return;
    this.#ending = new AbortController();
    const stays = (event: BeforeUnloadEvent) => {
      if (this.unsaved > 0) event.preventDefault();
    };
    addEventListener('beforeunload', stays, {signal: this.#ending.signal});
  }

  close(): void {
    this.#idle.end();
    this.#ending?.abort();
    this.#ending = null;
    this.#tabs?.close();
    this.#tabs = null;
    this.#shelf.close();
  }

  // Follows the lock of the database: opens what can be read, or locks.
  async #readLock(): Promise<void> {
    const meta = await this.#shelf.meta();
    if (meta.lock?.id !== this.#lock?.id) this.#key = null;
    this.#lock = meta.lock;
    this.isSealed = meta.lock !== null;
    if (this.#lock && !this.#key) return this.#forget();
    await this.#load(meta);
    this.state = 'open';
  }

  #forget(): void {
    this.#key = null;
    this.people = [];
    this.episodes = [];
    this.person = null;
    this.episode = null;
    this.entries = [];
    this.#sources.clear();
    this.state = 'locked';
  }

  // `shown`: what to show; else what is on the screen, or was when the app was left.
  async #load(meta?: Meta, shown?: Shown): Promise<void> {
    this.#damaged.clear();
    this.damaged = 0;
    this.people = (await this.#open('person')).map(recordOf<Person>);
    const episodes = (await this.#open('episode')).map(recordOf<Episode>);
    this.episodes = episodes.map((one, index) => ({one, index})).sort((a, b) => compare(a.one.begun, b.one.begun) || a.index - b.index).map(({one}) => one);
    shown ??= this.person ? {person: this.person.id, episode: this.episode?.id ?? null} : await this.#readShown();
    const person = this.people.find((one) => one.id === shown.person) ?? this.people[0] ?? null;
    const own = this.episodes.filter((one) => one.person === person?.id);
    const isNone = shown.episode === null && shown.person === person?.id;
    this.person = person;
    await this.#show(isNone ? null : (own.find((one) => one.id === shown.episode) ?? currentOf(own)));
    this.#tellBackup(meta ?? (await this.#shelf.meta()));
    this.isPersistent = (await globalThis.navigator?.storage?.persisted?.().catch(() => null)) ?? null;
  }

  async #readShown(): Promise<Shown> {
    const kept = await this.#readDraft('draft/shown');
    try {
      return kept ? (JSON.parse(kept) as Shown) : {};
    } catch {
      return {};
    }
  }

  async #show(episode: Episode | null): Promise<void> {
    const rows = episode ? await this.#open('entry', episode.id) : [];
    this.episode = episode;
    this.entries = sortEntries([], rows.map(recordOf<Entry>));
    this.#sources = new Map(rows.flatMap(sourceOf));
  }

  // --- choosing what is on the screen

  // Another pain, or none yet of the person who is chosen.
  async choose(episode: Episode | null): Promise<void> {
    await this.#do(async () => {
      this.person = this.people.find((one) => one.id === episode?.person) ?? this.person;
      await this.#show(episode);
      await this.#keepShown();
    });
  }

  // Somebody else, and the newest pain that goes on.
  async choosePerson(person: Person): Promise<void> {
    const own = this.episodes.filter((one) => one.person === person.id);
    await this.#do(async () => {
      this.person = person;
      await this.#show(currentOf(own));
      await this.#keepShown();
    });
  }

  #keepShown(): Promise<void> {
    const text = JSON.stringify({person: this.person?.id ?? null, episode: this.episode?.id ?? null});
    return this.#write([{id: 'draft/shown', kind: 'draft', group: 'shown', body: {text}}]);
  }

  // --- writing

  async addPerson(name: string): Promise<Person> {
    const person: Person = {id: newId(), name};
    await this.#do(async () => {
      if (this.people.some((one) => one.name === name)) throw new Error('somebody is called so already');
      await this.#write([{id: person.id, kind: 'person', group: '', body: {record: person}}]);
      this.people = [...this.people, person];
      this.person = person;
      await this.#show(null);
      await this.#keepShown();
    });
    return person;
  }

  // Begins to follow a pain; the first person is made where there is none.
  begin(title: string, name = ''): Promise<Episode> {
    return this.#do(() => this.#begin(title, name));
  }

  async #begin(title: string, name: string): Promise<Episode> {
    const from = this.#draftOwner();
    const known = this.person;
    const person = known ?? {id: newId(), name: name || freeName(new Set(this.people.map((one) => one.name)))};
    const episode: Episode = {id: newId(), person: person.id, title, begun: today()};
    // What was painted before the pain had a name is its draft from now on.
    const drafts = (await this.#open('draft')).filter((row) => row.group === from && 'text' in row.body);
    await this.#write([
      ...(known ? [] : [{id: person.id, kind: 'person' as const, group: '', body: {record: person}}]),
      {id: episode.id, kind: 'episode', group: person.id, body: {record: episode}},
      ...drafts.map((row) => ({...row, id: draftId(nameOf(row.id), episode.id), group: episode.id})),
    ], drafts.map((row) => row.id));
    if (!known) this.people = [...this.people, person];
    this.person = person;
    this.episodes = [...this.episodes, episode];
    await this.#show(episode);
    await this.#keepShown();
    return episode;
  }

  append(entry: NewEntry): Promise<Entry> {
    return this.appendAll([entry]).then((kept) => kept[0]!);
  }

  // Several that belong together: all of them, or none. `of` may name one of the same list by its id.
  appendAll(entries: (NewEntry & {id?: string})[]): Promise<Entry[]> {
    const plain = $state.snapshot(entries) as (NewEntry & {id?: string})[];
    return this.#do(async () => {
      const episode = this.episode ?? (await this.#begin('', ''));
      const kept = plain.map((entry) => ({id: newId(), episode: episode.id, at: moment(), ...entry}) as Entry);
      await this.#write(kept.map((one) => ({id: one.id, kind: 'entry', group: episode.id, body: {record: one}})));
      this.entries = sortEntries([], [...this.entries, ...kept]);
      if (!this.#hasAsked) void this.askToPersist();
      this.#hasAsked = true;
      return kept;
    });
  }

  // Another name of a person, or title of a pain.
  async rename(record: Person | Episode, name: string): Promise<void> {
    await this.#do(async () => {
      if ('person' in record) await this.#change({...record, title: name});
      else {
        if (this.people.some((one) => one.id !== record.id && one.name === name)) throw new Error('somebody is called so already');
        const renamed = {...record, name};
        await this.#write([{id: record.id, kind: 'person', group: '', body: {record: renamed}}]);
        this.people = this.people.map((one) => (one.id === record.id ? renamed : one));
        if (this.person?.id === record.id) this.person = renamed;
      }
    });
  }

  // A pain that is over; null: it goes on.
  async end(episode: Episode, day: string | null): Promise<void> {
    const {ended: _, ...rest} = episode;
    await this.#do(() => this.#change(day ? {...rest, ended: day < rest.begun ? rest.begun : day} : rest));
  }

  async #change(episode: Episode): Promise<void> {
    await this.#write([{id: episode.id, kind: 'episode', group: episode.person, body: {record: episode}}]);
    this.episodes = this.episodes.map((one) => (one.id === episode.id ? episode : one));
    if (this.episode?.id === episode.id) this.episode = episode;
  }

  // Entries of the episode on the screen, and what rests on them.
  async remove(ids: string[]): Promise<void> {
    await this.#do(async () => {
      const gone = withDependants(this.entries, ids);
      await this.#write([], gone);
      this.entries = this.entries.filter((entry) => !gone.includes(entry.id));
    });
  }

  async removeEpisode(episode: Episode): Promise<void> {
    await this.#do(async () => {
      await this.#write([], await this.#idsOf([episode.id]));
      await this.#load(undefined, this.episode?.id === episode.id ? {person: episode.person} : undefined);
    });
  }

  async removePerson(person: Person): Promise<void> {
    await this.#do(async () => {
      const own = this.episodes.filter((one) => one.person === person.id).map((one) => one.id);
      await this.#write([], await this.#idsOf([person.id, ...own]));
      await this.#load(undefined, this.person?.id === person.id ? {} : undefined);
    });
  }

  async #idsOf(groups: string[]): Promise<string[]> {
    const rows = [...(await this.#shelf.rows()), ...this.#unsaved.values()];
    return [...groups, ...rows.filter((row) => groups.includes(row.group)).map((row) => row.id)];
  }

  // --- reading

  // All of it, or one pain.
  async records(episode?: string): Promise<Journal> {
    return (await this.#file(episode)).records;
  }

  // The text of a backup: all of it, or one pain.
  async write(episode?: string): Promise<string> {
    const {records, sources} = await this.#file(episode);
    return writeJournal(records, sources);
  }

  #file(episode?: string): Promise<{records: Journal; sources: Sources}> {
    return this.#do(async () => {
      const episodes = this.episodes.filter((one) => !episode || one.id === episode);
      const owners = new Set(episodes.map((one) => one.person));
      const people = this.people.filter((one) => !episode || owners.has(one.id));
      if (episode && episode === this.episode?.id)
        return {records: {format: 'knotwork.journal/1', people, episodes, entries: this.entries} as Journal, sources: this.#sources};
      const rows = await this.#open('entry', episode);
      const known = new Set(episodes.map((one) => one.id));
      const entries = rows.map(recordOf<Entry>).filter((one) => known.has(one.episode));
      const records = {format: 'knotwork.journal/1', people, episodes, entries: sortEntries(episodes, entries)} as Journal;
      return {records, sources: new Map(rows.flatMap(sourceOf))};
    });
  }

  // Puts a backup to what is there: all of it, or nothing. Throws JournalProblem.
  async restore(text: string, namesakes: Namesakes = {}): Promise<{added: number; known: number}> {
    const file = readJournal(text);
    const known = await this.#file();
    return this.#do(async () => {
      const merged = merge(known.records, file.records, namesakes);
      const rows: OpenRow[] = [
        ...merged.people.map((record) => ({id: record.id, kind: 'person' as const, group: '', body: {record}})),
        ...merged.episodes.map((record) => ({id: record.id, kind: 'episode' as const, group: record.person, body: {record}})),
        ...merged.entries.map((record) => {
          const source = file.sources.get(record.id);
          return {id: record.id, kind: 'entry' as const, group: record.episode, body: source ? {record, source} : {record}};
        }),
      ];
      if (rows.length) await this.#write(rows, [], {isWhole: true});
      await this.#load();
      return {added: rows.length, known: merged.known};
    });
  }

  // --- backups

  #tellBackup(meta: Meta): void {
    const due = meta.unsaved !== null && addDays(meta.unsaved.slice(0, 10), reminderDays) <= today();
    this.backup = {last: meta.backup, isDue: due && (meta.remind === null || meta.remind <= today())};
  }

  // A backup was made of all there is.
  backedUp(): Promise<void> {
    if (!this.#shelf.isKept) this.unsaved = 0; // of this window, but in a file as well
    return this.#keepMeta({unsaved: null, backup: moment(), remind: null});
  }

  remindLater(): Promise<void> {
    return this.#keepMeta({remind: addDays(today(), 7)});
  }

  #keepMeta(change: Partial<Omit<Meta, 'name' | 'revision'>>): Promise<void> {
    return this.#do(async () => {
      await this.#shelf.commit({key: this.#lock?.id ?? '', meta: change}).catch(() => undefined);
      this.#tellBackup({...(await this.#shelf.meta()), ...change});
      this.#tabs?.say({kind: 'changed', groups: []});
    });
  }

  // --- drafts: what is on the screen, by what it is a draft of ('case', 'session')

  #draftOwner(): string {
    return this.episode?.id ?? this.person?.id ?? '';
  }

  async keepDraft(text: string, name = 'case'): Promise<void> {
    const id = draftId(name, this.#draftOwner());
    const isWaiting = this.#drafts.has(id);
    this.#drafts.set(id, text);
    if (isWaiting) return; // the one that waits takes the newest
    await this.#do(async () => {
      const newest = this.#drafts.get(id);
      this.#drafts.delete(id);
      if (newest === undefined || this.state !== 'open') return;
      await this.#write([{id, kind: 'draft', group: ownerOf(id), body: {text: newest}}]);
      this.#tabs?.say({kind: 'draft', id});
    });
  }

  draft(name = 'case'): Promise<string | undefined> {
    return this.#do(() => this.#readDraft(draftId(name, this.#draftOwner())));
  }

  dropDraft(name = 'case'): Promise<void> {
    return this.#do(() => this.#write([], [draftId(name, this.#draftOwner())]));
  }

  async #readDraft(id: string): Promise<string | undefined> {
    const row = this.#unsaved.get(id) ?? (await this.#openRow(await this.#shelf.row(id)));
    return row && 'text' in row.body ? row.body.text : undefined;
  }

  // --- the passphrase

  // Seals everything that is kept. Throws where there is no room for it: nothing has changed then.
  async setPassphrase(passphrase: string): Promise<void> {
    await this.#do(async () => {
      const {lock, key} = await makeLock(passphrase, this.#settings.rounds);
      await this.#sealAnew(lock, key);
    });
  }

  // False: the old passphrase is not this one.
  async changePassphrase(old: string, passphrase: string): Promise<boolean> {
    return this.#do(async () => {
      const lock = this.#lock && (await changeLock(this.#lock, old, passphrase, this.#settings.rounds));
      if (!lock) return false;
      await this.#shelf.commit({key: lock.id, meta: {lock}});
      this.#lock = lock;
      this.#tabs?.say({kind: 'sealed'});
      return true;
    });
  }

  async removePassphrase(passphrase: string): Promise<boolean> {
    return this.#do(async () => {
      if (!this.#lock || !(await unlock(this.#lock, passphrase))) return false;
      await this.#sealAnew(null, null);
      return true;
    });
  }

  async #sealAnew(lock: Lock | null, key: CryptoKey | null): Promise<void> {
    for (let tries = 0; ; ++tries) {
      const {revision} = await this.#shelf.meta();
      const rows = await this.#shelf.rows();
      const known = new Set(rows.map((row) => row.id));
      const opened = await Promise.all(rows.map((row) => this.#openRow(row)));
      const all = new Map<string, Row>();
      for (const [index, row] of rows.entries()) all.set(row.id, opened[index] ? await sealRow(opened[index], lock, key) : row);
      for (const row of this.#unsaved.values()) all.set(row.id, await sealRow(row, lock, key));
      try {
        // Rows keep their place: seq comes from the old ones.
        const put = rows.map((row) => ({...all.get(row.id)!, seq: row.seq!}));
        const added = [...all.values()].filter((row) => !known.has(row.id));
        await this.#shelf.commit({key: lock?.id ?? '', revision, put: [...put, ...added], meta: {lock}});
        break;
      } catch (error) {
        if (!(error instanceof Stale) || tries > 5) throw error;
      }
    }
    this.#unsaved.clear();
    this.unsaved = 0;
    this.#lock = lock;
    this.#key = key;
    this.isSealed = lock !== null;
    this.#tabs?.say({kind: 'sealed'});
  }

  // False: the passphrase is not this one.
  async unlock(passphrase: string): Promise<boolean> {
    return this.#do(async () => {
      if (!this.#lock) return true;
      const key = await unlock(this.#lock, passphrase);
      if (!key) return false;
      this.#key = key;
      this.#idle.touch();
      if (this.#lock.rounds < this.#settings.rounds) {
        const stronger = await changeLock(this.#lock, passphrase, passphrase, this.#settings.rounds);
        if (stronger) await this.#shelf.commit({key: stronger.id, meta: {lock: stronger}}).then(() => (this.#lock = stronger), () => undefined);
      }
      await this.#flush();
      await this.#load();
      this.state = 'open';
      return true;
    });
  }

  async lock(): Promise<void> {
    await this.#lockHere();
    this.#tabs?.say({kind: 'lock'});
  }

  async #lockHere(): Promise<void> {
    await this.#do(() => {
      if (this.#lock && this.state === 'open') this.#forget();
      return Promise.resolve();
    });
  }

  // No automatic lock until what is given back is called: a guided session is followed without touching anything.
  holdUnlocked(): () => void {
    return this.#idle.hold();
  }

  // --- other windows

  async #hear(word: Word): Promise<void> {
    switch (word.kind) {
      case 'changed':
        await this.#do(async () => {
          if (this.state === 'open') await this.#load();
        });
        return;
      case 'draft': {
        if (ownerOf(word.id) !== this.#draftOwner() || this.#drafts.has(word.id)) return;
        const text = await this.#do(async () => (this.state === 'open' ? this.#readDraft(word.id) : undefined));
        if (text !== undefined && ownerOf(word.id) === this.#draftOwner()) this.onDraft?.(nameOf(word.id), text);
        return;
      }
      case 'lock':
        return this.#lockHere();
      case 'sealed':
        await this.#do(() => this.#readLock());
        return;
      case 'active':
        this.#idle.touch();
        return;
      case 'erasing':
        return this.#reset();
      case 'erased':
        return this.open();
    }
  }

  // --- deleting

  // Deletes all that was ever kept here, and looks whether it is gone: what is left is named.
  async erase(): Promise<string[]> {
    this.#isErasing = true;
    try {
      return await this.#do(async () => {
        const left: string[] = [];
        const {name} = this.#settings;
        this.#shelf.close();
        this.#tabs?.say({kind: 'erasing'});
        if (this.#shelf.isKept) {
          const {Database} = await import('./database');
          await new Database(name).delete();
          if (await Database.exists(name)) left.push('IndexedDB');
        }
        for (const [place, storage] of [['localStorage', globalThis.localStorage], ['sessionStorage', globalThis.sessionStorage]] as const) {
          if (!storage) continue;
          const own = () => Object.keys(storage).filter((key) => key.startsWith('knotwork'));
          for (const key of own()) storage.removeItem(key);
          if (own().length) left.push(place);
        }
        // The app itself lies in the precache; nothing else is kept there.
        for (const cache of (await globalThis.caches?.keys().catch(() => [])) ?? [])
          if (!cache.includes('precache') && !(await caches.delete(cache))) left.push('Cache');
        this.#reset();
        await this.#openShelf();
        await this.#readLock();
        this.#tabs?.say({kind: 'erased'});
        return left;
      });
    } finally {
      this.#isErasing = false;
    }
  }

  #reset(): void {
    this.#shelf.close();
    this.#unsaved.clear();
    this.#drafts.clear();
    this.unsaved = 0;
    this.#lock = null;
    this.#forget();
    this.isSealed = false;
    this.backup = {last: null, isDue: false};
    this.state = 'opening';
  }

  // --- rows

  // One thing after the other, so that no two changes of this window mix.
  #do<Value>(act: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(act);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #open(kind: Kind, group?: string): Promise<OpenRow[]> {
    const rows = await this.#shelf.rows(kind, group);
    const opened = await Promise.all(rows.map((row) => (this.#unsaved.has(row.id) ? this.#unsaved.get(row.id)! : this.#openRow(row))));
    const readable = opened.filter((row): row is OpenRow => row !== undefined);
    rows.forEach((row, index) => opened[index] ?? this.#damaged.add(row.id));
    this.damaged = this.#damaged.size;
    const known = new Set(rows.map((row) => row.id));
    const added = [...this.#unsaved.values()].filter((row) => row.kind === kind && (group === undefined || row.group === group) && !known.has(row.id));
    return [...readable, ...added];
  }

  #openRow(row: Row | undefined): Promise<OpenRow | undefined> {
    return openRow(row, this.#lock, this.#key);
  }

  // Keeps rows, and takes others away. What cannot be written stays in this window; what cannot be taken away, or must be
  // whole, throws.
  async #write(rows: OpenRow[], remove: string[] = [], {isWhole = false} = {}): Promise<void> {
    const isDraft = rows.every((row) => row.kind === 'draft');
    // What rests on something that is not written yet waits with it.
    if (!isDraft && !isWhole && [...this.#unsaved.values()].some((row) => row.kind !== 'draft')) {
      this.#hold(rows);
      await this.#flush();
      if (remove.length === 0) return;
      rows = [];
    }
    try {
      await this.#commit(rows, remove);
      for (const row of rows) this.#unsaved.delete(row.id);
      for (const id of remove) this.#unsaved.delete(id);
      this.#count();
      if (this.#unsaved.size) await this.#flush();
      else if (this.#shelf.isKept) this.problem = null;
    } catch (error) {
      this.#tell(error);
      if (isWhole || remove.length) throw error;
      this.#hold(rows);
    }
  }

  #tell(error: unknown): void {
    if (this.state === 'locked') return; // what waits is written when it is unlocked
    this.problem = isFull(error) ? 'full' : this.problem === 'newer' ? 'newer' : 'failed';
  }

  #hold(rows: OpenRow[]): void {
    for (const row of rows) this.#unsaved.set(row.id, row);
    this.#count();
  }

  #count(): void {
    if (this.#shelf.isKept) this.unsaved = [...this.#unsaved.values()].filter((row) => row.kind !== 'draft').length;
  }

  // Tries again to write what could not be written.
  retry(): Promise<boolean> {
    return this.#do(async () => {
      await this.#flush();
      return this.#unsaved.size === 0;
    });
  }

  async #flush(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const rows = [...this.#unsaved.values()];
    try {
      await this.#commit(rows, []);
      for (const row of rows) if (this.#unsaved.get(row.id) === row) this.#unsaved.delete(row.id);
      this.#count();
      if (this.#shelf.isKept) this.problem = null;
    } catch (error) {
      this.#tell(error);
    }
  }

  async #commit(rows: OpenRow[], remove: string[]): Promise<void> {
    const isRecord = rows.some((row) => row.kind !== 'draft');
    for (let tries = 0; ; ++tries) {
      try {
        const put = await Promise.all(rows.map((row) => sealRow(row, this.#lock, this.#key)));
        await this.#shelf.commit({key: this.#lock?.id ?? '', put, remove, ...(isRecord ? {written: moment()} : {})});
        break;
      } catch (error) {
        if (tries > 2 || isFull(error)) throw error;
        if (error instanceof Stale) {
          await this.#readLock(); // another window has sealed it, or opened it up
          if (this.#lock && !this.#key) throw error; // kept here until it is unlocked
        } else if (this.#shelf.isKept && !this.#settings.shelf && tries === 0) {
          this.#shelf.close();
          this.#shelf = await this.#openDatabase(); // the browser has dropped the connection
        } else {
          throw error;
        }
      }
    }
    if (!this.#shelf.isKept) this.unsaved += rows.filter((row) => row.kind !== 'draft').length;
    const groups = [...rows.filter((row) => row.kind !== 'draft').map((row) => row.group), ...remove.filter((id) => !id.startsWith('draft/'))];
    if (groups.length) this.#tabs?.say({kind: 'changed', groups});
  }

  // Asks the browser not to throw the data away by itself: at the first thing that is kept, and when the person wants to.
  async askToPersist(): Promise<boolean> {
    if (this.isPersistent === false) this.isPersistent = await navigator.storage.persist().catch(() => false);
    return this.isPersistent === true;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Shown {
  person?: string | null;
  episode?: string | null; // null: none, on purpose
}

// The latest that goes on, else the latest.
const currentOf = (own: Episode[]): Episode | null => own.filter((one) => !one.ended).at(-1) ?? own.at(-1) ?? null;

export const store = new Store();
