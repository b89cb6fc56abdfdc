// Where rows lie: in the browser's database, or in memory where that is denied. Rows are what is kept of records and
// drafts, sealed or not; a shelf does not look into them.
//
// Everything that belongs together is one `commit`: all of it is kept, or nothing. A commit says with which key its rows
// are sealed and, where it rests on what was read, at which revision: if another tab has changed either meanwhile, it is
// `Stale` and nothing happens.
import Dexie, {type EntityTable, type Table} from 'dexie';

import type {Lock} from './seal';

export type Kind = 'person' | 'episode' | 'entry' | 'draft';

// `group` and the ids are random numbers: they show which rows belong together, but not whose they are.
export interface Row {
  seq?: number; // in the order in which they were first written
  id: string;
  kind: Kind;
  group: string; // of an entry its episode, of an episode its person
  key: string; // id of the key that seals it; '' for none
  body: string | Uint8Array; // JSON, or that sealed
}

export interface Meta {
  name: 'meta';
  revision: number;
  lock: Lock | null;
  unsaved: string | null; // first moment of which there is no backup; null if there is nothing new
  backup: string | null; // newest
  remind: string | null; // not before this day
}

export interface Batch {
  key: string;
  revision?: number;
  put?: Row[];
  remove?: string[]; // ids
  clear?: boolean; // all rows go first
  written?: string; // moment, where records come that no backup holds
  meta?: Partial<Omit<Meta, 'name' | 'revision'>>;
}

export interface Shelf {
  readonly isKept: boolean; // outlives the window
  meta(): Promise<Meta>;
  rows(kind?: Kind, group?: string): Promise<Row[]>;
  row(id: string): Promise<Row | undefined>;
  commit(batch: Batch): Promise<void>;
  close(): void;
}

export class Stale extends Error {
  override name = 'Stale';
}

export const emptyMeta = (): Meta => ({name: 'meta', revision: 0, lock: null, unsaved: null, backup: null, remind: null});

function check(meta: Meta, batch: Batch): void {
  const key = batch.meta && 'lock' in batch.meta ? batch.meta.lock : meta.lock;
  if (batch.revision !== undefined && batch.revision !== meta.revision) throw new Stale('changed meanwhile');
  if ((key?.id ?? '') !== batch.key) throw new Stale('sealed otherwise meanwhile');
}

function next(meta: Meta, batch: Batch): Meta {
  const unsaved = meta.unsaved ?? batch.written ?? null;
  return {...meta, unsaved, ...batch.meta, name: 'meta', revision: meta.revision + 1};
}

export const databaseName = 'knotwork';
const newest = 2; // version of the tables

// The database and its history. Version 1 kept each record in the open, in tables of its own, and people without a name.
export class Database extends Dexie {
  rows!: Table<Row, number>;
  meta!: EntityTable<Meta, 'name'>;

  constructor(name = databaseName) {
    super(name);
    this.version(1).stores({people: 'id', episodes: 'id, person', entries: 'id, episode', drafts: 'episode'});
    this.version(newest)
      .stores({people: null, episodes: null, entries: null, drafts: null, rows: '++seq, &id, [kind+group], kind', meta: 'name'})
      .upgrade(async (transaction) => {
        const old = async (table: string) => (await transaction.table(table).toArray()) as Record<string, unknown>[];
        const row = (kind: Kind, id: unknown, group: unknown, body: unknown): Row =>
          ({id: String(id), kind, group: String(group), key: '', body: JSON.stringify(body)});
        const people = await old('people');
        const episodes = await old('episodes');
        const entries = (await old('entries')).sort((a, b) => (String(a['at']) < String(b['at']) ? -1 : 1));
        const drafts = await old('drafts');
        const rows = [
          ...people.map((one, index) => row('person', one['id'], '', {record: {...one, name: one['name'] || (index === 0 ? 'me' : `me ${index + 1}`)}})),
          ...episodes.map((one) => row('episode', one['id'], one['person'], {record: one})),
          ...entries.map((one) => row('entry', one['id'], one['episode'], {record: one})),
          ...drafts.map((one) => row('draft', `draft/case/${String(one['episode'])}`, one['episode'], {text: one['text']})),
        ];
        await transaction.table('rows').bulkAdd(rows);
        await transaction.table('meta').add({...emptyMeta(), unsaved: entries.length ? String(entries[0]!['at']) : null});
      });
  }
}

export class DatabaseShelf implements Shelf {
  readonly isKept = true;
  #db: Database;

  private constructor(db: Database) {
    this.#db = db;
  }

  // blocked: another window holds an older version open. gone: another window upgrades the database, or deletes it.
  static async open(on: {blocked: () => void; gone: () => void}, name?: string): Promise<DatabaseShelf> {
    const db = new Database(name);
    db.on('blocked', on.blocked);
    db.on('versionchange', () => {
      db.close();
      on.gone();
    });
    db.on('close', on.gone);
    await db.open();
    if (db.backendDB().version > 10 * newest) {
      db.close(); // Dexie would read it with the tables of this version, and write what the newer one does not expect
      throw new DOMException('made by a newer version', 'VersionError');
    }
    return new DatabaseShelf(db);
  }

  async meta(): Promise<Meta> {
    return {...emptyMeta(), ...(await this.#db.meta.get('meta'))};
  }

  rows(kind?: Kind, group?: string): Promise<Row[]> {
    if (kind && group !== undefined) return this.#db.rows.where('[kind+group]').equals([kind, group]).sortBy('seq');
    if (kind) return this.#db.rows.where('kind').equals(kind).sortBy('seq');
    return this.#db.rows.orderBy('seq').toArray();
  }

  row(id: string): Promise<Row | undefined> {
    return this.#db.rows.where('id').equals(id).first();
  }

  async commit(batch: Batch): Promise<void> {
    await this.#db.transaction('rw', this.#db.rows, this.#db.meta, async () => {
      const meta = await this.meta();
      check(meta, batch);
      const ids = [...(batch.remove ?? []), ...(batch.put ?? []).map((row) => row.id)];
      const seqs = new Map((await this.#db.rows.where('id').anyOf(ids).toArray()).map((row) => [row.id, row.seq!]));
      if (batch.clear) await this.#db.rows.clear();
      else await this.#db.rows.bulkDelete((batch.remove ?? []).flatMap((id) => seqs.get(id) ?? []));
      const rows = (batch.put ?? []).map(({seq: _, ...row}) => (seqs.has(row.id) ? {...row, seq: seqs.get(row.id)!} : row));
      await this.#db.rows.bulkPut(rows);
      await this.#db.meta.put(next(meta, batch));
    });
  }

  close(): void {
    this.#db.close();
  }
}

// Forgotten with the window.
export class MemoryShelf implements Shelf {
  readonly isKept = false;
  #rows = new Map<string, Row>();
  #meta = emptyMeta();
  #seq = 0;

  meta(): Promise<Meta> {
    return Promise.resolve({...this.#meta});
  }

  rows(kind?: Kind, group?: string): Promise<Row[]> {
    const rows = [...this.#rows.values()].filter((row) => (!kind || row.kind === kind) && (group === undefined || row.group === group));
    return Promise.resolve(rows.sort((a, b) => a.seq! - b.seq!));
  }

  row(id: string): Promise<Row | undefined> {
    return Promise.resolve(this.#rows.get(id));
  }

  commit(batch: Batch): Promise<void> {
    try {
      check(this.#meta, batch);
    } catch (error) {
      return Promise.reject(error as Error);
    }
    const before = new Map(this.#rows);
    if (batch.clear) this.#rows.clear();
    for (const id of batch.remove ?? []) this.#rows.delete(id);
    for (const row of batch.put ?? []) this.#rows.set(row.id, {...row, seq: before.get(row.id)?.seq ?? ++this.#seq});
    this.#meta = next(this.#meta, batch);
    return Promise.resolve();
  }

  close(): void {
    this.#rows.clear();
  }
}
