// Where rows lie: in the browser's database, or in memory where that is denied. Rows are what is kept of records and
// drafts, sealed or not; a shelf does not look into them.
//
// Everything that belongs together is one `commit`: all of it is kept, or nothing. A commit says with which key its rows
// are sealed and, where it rests on what was read, at which revision: if another tab has changed either meanwhile, it is
// `Stale` and nothing happens.
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

export function check(meta: Meta, batch: Batch): void {
  const key = batch.meta && 'lock' in batch.meta ? batch.meta.lock : meta.lock;
  if (batch.revision !== undefined && batch.revision !== meta.revision) throw new Stale('changed meanwhile');
  if ((key?.id ?? '') !== batch.key) throw new Stale('sealed otherwise meanwhile');
}

export function next(meta: Meta, batch: Batch): Meta {
  const unsaved = meta.unsaved ?? batch.written ?? null;
  return {...meta, unsaved, ...batch.meta, name: 'meta', revision: meta.revision + 1};
}

export const databaseName = 'knotwork';
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
