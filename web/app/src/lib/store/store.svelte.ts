// What is kept on this device: people, pains and what was written down of them, the same records as the journal of the
// command line keeps ("knotwork.journal/1"), and the draft of the case on the screen.
//
//     await store.open();
//     await store.append({kind: 'measure', measure: 'pain', value: 4});
//     const progress = await engine.call('progress', {records: await store.records(), today});
import Dexie, {type EntityTable} from 'dexie';

import type {Entry, Episode, Journal, Person} from '../types';

interface Draft {
  episode: string;
  text: string;
}

class Database extends Dexie {
  people!: EntityTable<Person, 'id'>;
  episodes!: EntityTable<Episode, 'id'>;
  entries!: EntityTable<Entry, 'id'>;
  drafts!: EntityTable<Draft, 'episode'>;

  constructor() {
    super('knotwork');
    this.version(1).stores({people: 'id', episodes: 'id, person', entries: 'id, episode', drafts: 'episode'});
  }
}

export const newId = (): string => crypto.randomUUID().replaceAll('-', '');

// A moment with the offset of the local clock, "2026-11-22T18:05:00+01:00".
export function moment(at = new Date()): string {
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  const east = -at.getTimezoneOffset();
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${day}T${time}${east < 0 ? '-' : '+'}${two(east / 60)}:${two(east % 60)}`;
}
export const today = (at = new Date()): string => moment(at).slice(0, 10);

class Store {
  state: 'opening' | 'open' | 'locked' | 'denied' = $state('opening');
  problem: 'full' | 'denied' | null = $state(null);
  people: Person[] = $state([]);
  episodes: Episode[] = $state([]);
  person: Person | null = $state(null); // whose pain is on the screen
  episode: Episode | null = $state(null); // which of it
  entries: Entry[] = $state([]); // of the episode
  #db = new Database();

  async open(): Promise<void> {
    try {
      this.people = await this.#db.people.toArray();
      this.episodes = await this.#db.episodes.toArray();
      this.person = this.people[0] ?? null;
      await this.choose(this.episodes.filter((episode) => episode.person === this.person?.id).at(-1) ?? null);
      this.state = 'open';
    } catch {
      this.state = 'denied';
      this.problem = 'denied';
    }
  }

  async choose(episode: Episode | null): Promise<void> {
    this.episode = episode;
    this.entries = episode ? await this.#db.entries.where('episode').equals(episode.id).sortBy('at') : [];
  }

  // Begins to follow a pain; the first person is made where there is none.
  async begin(title: string, name = ''): Promise<Episode> {
    if (!this.person) {
      this.person = {id: newId(), name};
      this.people = [...this.people, this.person];
      await this.#db.people.put($state.snapshot(this.person));
    }
    const episode: Episode = {id: newId(), person: this.person.id, title, begun: today()};
    await this.#db.episodes.put(episode);
    this.episodes = [...this.episodes, episode];
    await this.choose(episode);
    return episode;
  }

  async append(entry: Omit<Entry, 'id' | 'episode' | 'at'> & {at?: string}): Promise<Entry> {
    const episode = this.episode ?? (await this.begin(''));
    const kept = {id: newId(), episode: episode.id, at: moment(), ...entry} as Entry;
    await this.#db.entries.put(kept);
    this.entries = [...this.entries, kept];
    return kept;
  }

  // All of it, or one pain.
  async records(episode?: string): Promise<Journal> {
    const episodes = (await this.#db.episodes.toArray()).filter((one) => !episode || one.id === episode);
    const entries = (await this.#db.entries.toArray()).filter((one) => !episode || one.episode === episode);
    const people = await this.#db.people.toArray();
    return {format: 'knotwork.journal/1', people, episodes, entries} as Journal;
  }

  // Drafts of what is on the screen, by what it is a draft of ('case', 'session').
  async keepDraft(text: string, name = 'case'): Promise<void> {
    await this.#db.drafts.put({episode: this.#draftId(name), text});
  }

  async draft(name = 'case'): Promise<string | undefined> {
    return (await this.#db.drafts.get(this.#draftId(name)))?.text;
  }

  async dropDraft(name = 'case'): Promise<void> {
    await this.#db.drafts.delete(this.#draftId(name));
  }

  #draftId(name: string): string {
    const episode = this.episode?.id ?? '';
    return name === 'case' ? episode : `${episode}/${name}`;
  }
}

export const store = new Store();
