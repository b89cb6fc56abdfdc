// The shelf that lies in the browser's database. The store fetches it when it opens: the library below it is two fifths of the code
// that a first visit would otherwise wait for before the body is seen.
import Dexie, {type EntityTable, type Table} from 'dexie';

import {check, databaseName, emptyMeta, next, type Batch, type Kind, type Meta, type Row, type Shelf} from './shelf';

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
