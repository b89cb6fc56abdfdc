// Rows of the database as the store works on them: read, and without their seal.
import type {Entry, Episode, Person} from '../types';
import {open as openSealed, seal, type Lock} from './seal';
import {Stale, type Kind, type Row} from './shelf';

export interface OpenRow {
  id: string;
  kind: Kind;
  group: string;
  body: {record: Person | Episode | Entry; source?: string} | {text: string};
}

export const recordOf = <Record extends Person | Episode | Entry>(row: OpenRow): Record => (row.body as {record: Record}).record;
export const sourceOf = (row: OpenRow): [string, string][] => ('source' in row.body && row.body.source ? [[row.id, row.body.source]] : []);

// A draft of something ('case', 'session') of an episode or, where there is none yet, of a person.
export const draftId = (name: string, owner: string): string => `draft/${name}/${owner}`;
export const ownerOf = (id: string): string => id.split('/')[2] ?? '';
export const nameOf = (id: string): string => id.split('/')[1] ?? '';

// Undefined for what cannot be read: damaged, or sealed with another key.
export async function openRow(row: Row | undefined, lock: Lock | null, key: CryptoKey | null): Promise<OpenRow | undefined> {
  if (!row) return undefined;
  const text = typeof row.body === 'string' ? row.body : row.key === lock?.id && key ? await openSealed(key, row.kind, row.id, row.body) : null;
  if (text === null) return undefined;
  try {
    const body = JSON.parse(text) as OpenRow['body'];
    if ('record' in body && body.record.id !== row.id) return undefined;
    return {id: row.id, kind: row.kind, group: row.group, body};
  } catch {
    return undefined;
  }
}

// Throws Stale where there is a lock and no key.
export async function sealRow(row: OpenRow, lock: Lock | null, key: CryptoKey | null): Promise<Row> {
  const {id, kind, group} = row;
  const text = JSON.stringify(row.body);
  if (!lock) return {id, kind, group, key: '', body: text};
  if (!key) throw new Stale('locked');
  return {id, kind, group, key: lock.id, body: await seal(key, kind, id, text)};
}
