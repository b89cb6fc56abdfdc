// Writes down what a person found out: the case as it stands, and the trace of it, in the journal. Called when the interview
// ends or the person goes on; a case that was kept already is not kept again.
//
//     await keepCase();
//     const entry = lastCase();            // what a plan rests on
import {canonical} from './canonical';
import {changeCase, toCase} from './case.svelte';
import {engine} from './engine.svelte';
import {nameDrawing} from './drawing-name.svelte';
import {store} from './store/store.svelte';
import type {Case, Entry} from './types';

export const lastCase = (): Entry | undefined => store.entries.findLast((entry) => entry.kind === 'case');

// Somebody else's turn, or another pain's: what stands on the screen is written down first, so that its owner finds it by name.
// What cannot be (too little is painted to trace, say) stays as a draft.
export async function keepAndChange(choose: () => Promise<unknown>): Promise<void> {
  await keepCase().catch(() => null);
  await changeCase(choose);
}

let writing: Promise<Entry | null> = Promise.resolve(null);

// The entry that holds the case; null where there is no case.
export function keepCase(): Promise<Entry | null> {
  const document = toCase();
  writing = writing.catch(() => null).then(() => keep(document));
  return writing;
}

async function keep(document: Case): Promise<Entry | null> {
  if (!document.drawing && !document.answers) return null;
  const last = lastCase();
  if (last && canonical(last.document) === canonical(document)) return last;
  const trace = await engine.call('trace', document);
  if (!store.episode) await store.begin(await nameDrawing(document.drawing));
  const kept = await store.append({kind: 'case', document: document as unknown as Record<string, unknown>});
  await store.append({kind: 'trace', of: kept.id, atlas: trace.atlas, document: trace as unknown as Record<string, unknown>});
  return kept;
}
