// What was written down, in a few words each; and the trigger points that measures can be taken at.
import {atlas} from '$lib/atlas.svelte';
import {percentLikely} from '$lib/i18n.svelte';
import {k} from '$lib/knowledge.svelte';
import {parseSource} from '$lib/source';
import {namePoint} from '$lib/subject.svelte';
import type {Entry, Plan, Trace} from '$lib/types';

import {number, words} from './words';

interface Fields {
  [key: string]: unknown;
}

export function nameSource(id: string): string {
  const {id: name, point, side} = parseSource(id);
  if (point !== null) return namePoint(name, point, side ?? 'left');
  const condition = atlas.condition(name);
  return (condition ? k(condition.name) : name) + (side ? `, ${words()[side]}` : '');
}

export function measureTitle(entry: Pick<Entry, 'measure' | 'side' | 'place'>): string {
  const measure = atlas.measure(entry.measure ?? '');
  const name = measure ? k(measure.name) : (entry.measure ?? '');
  if (entry.place) return `${name}, ${nameSource(entry.place)}`;
  return entry.side ? `${name}, ${words()[entry.side]}` : name;
}

export function describeEntry(entry: Entry): string {
  const w = words().entry;
  const document = (entry.document ?? {}) as Fields;
  switch (entry.kind) {
    case 'measure': {
      const unit = atlas.measure(entry.measure ?? '')?.unit ?? '';
      const value = words().value2(number(entry.value ?? 0), k(unit));
      return `${measureTitle(entry)} ${value}${entry.text ? ` (${entry.text})` : ''}`;
    }
    case 'note':
      return `${w.note}: ${entry.text ?? ''}`;
    case 'case':
      return w.case(document['drawing'] !== undefined, Object.keys((document['answers'] as Fields | undefined) ?? {}).length);
    case 'drawing':
      return w.drawing;
    case 'answers':
      return w.answers(Object.keys(document).length);
    case 'trace': {
      const first = (document as Partial<Trace>).sources?.[0];
      return first ? w.trace(nameSource(first.id), percentLikely(first.probability)) : w.traceNothing;
    }
    case 'plan': {
      const names = ((document as Partial<Plan>).items ?? []).map((item) => k(item.name));
      return names.length ? `${w.plan}: ${names.join('; ')}` : w.plan;
    }
    case 'session': {
      if (document['finished'] === false) return w.unfinished;
      const verdict = document['verdict'];
      const said = verdict === 'better' || verdict === 'worse' || verdict === 'no-change' ? w.session[verdict] : w.session.unknown;
      const {pain_before: before, pain_after: after} = document;
      return said + (typeof before === 'number' && typeof after === 'number' ? w.beforeAfter(number(before), number(after)) : '');
    }
  }
}

// The trigger points of this pain, the likeliest of the newest trace first, then those that were measured before.
export function listPoints(entries: Entry[]): string[] {
  const trace = entries.findLast((entry) => entry.kind === 'trace')?.document as Partial<Trace> | undefined;
  const likely = (trace?.sources ?? []).filter((source) => source.kind === 'trigger-point').slice(0, 6).map((source) => source.id);
  const measured = entries.flatMap((entry) => (entry.kind === 'measure' && entry.place ? [entry.place] : []));
  return [...new Set([...likely, ...measured.reverse()])];
}

export interface Drawn {
  entry: Entry;
  drawing: NonNullable<import('$lib/types').Case['drawing']>;
}

// Drawings in the order of time; of several on a day the last.
export function listDrawings(entries: Entry[]): Drawn[] {
  const byDay = new Map<string, Drawn>();
  for (const entry of entries) {
    const document = entry.document as Fields | undefined;
    const drawing = (entry.kind === 'drawing' ? document : entry.kind === 'case' ? document?.['drawing'] : undefined) as Drawn['drawing'] | undefined;
    if (drawing?.marks?.length) byDay.set(entry.at.slice(0, 10), {entry, drawing});
  }
  return [...byDay.values()];
}
