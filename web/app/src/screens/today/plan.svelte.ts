// The plan on the screen: made by the engine, kept in the journal, and made anew where something changed.
//
//     await making.make({pressure: 'short'});
//     making.refused                        // a plan that was refused, as the newest answer; not kept
import {toCase} from '$lib/case.svelte';
import {engine} from '$lib/engine.svelte';
import {keepCase} from '$lib/keep.svelte';
import {moment, store, today} from '$lib/store/store.svelte';
import type {Case, Plan} from '$lib/types';

import {isSameCase, isSameRead, listPlans, pressureOf} from './day';
import type {Edits} from './edits';

export type {Edits} from './edits';

class Making {
  isBusy = $state(false);
  problem: string | undefined = $state();
  refused: Plan | undefined = $state.raw();

  // From the case as it stands, with the edits and the way of pressing of the plan before, unless others are given.
  async make(change: {edits?: Edits; pressure?: string} = {}): Promise<void> {
    this.isBusy = true;
    this.problem = undefined;
    try {
      const of = await keepCase();
      if (!of) return;
      const before = listPlans(store.entries).at(-1)?.document;
      const pressure = change.pressure ?? (before && pressureOf(before));
      const edits = $state.snapshot(change.edits ?? before?.edits) as Edits | undefined;
      const plan = await engine.call('plan', {
        case: of.document as unknown as Case,
        start: today(),
        ...(edits && before ? {edits_from: {...before, edits}} : {}),
        ...(pressure ? {pressure} : {}),
      });
      if (plan.refused !== 'none') {
        this.refused = plan;
        return;
      }
      this.refused = undefined;
      await store.append({kind: 'plan', of: of.id, atlas: plan.atlas, document: plan as unknown as Record<string, unknown>});
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.isBusy = false;
    }
  }

  // Whether the case as it stands is refused a plan; what is kept stays as it is.
  async look(): Promise<void> {
    try {
      const plan = await engine.call('plan', {case: toCase(), start: today()});
      this.refused = plan.refused === 'none' ? undefined : plan;
    } catch {
      // Nothing new is known: the plan that is kept is shown, with the word that the answers have changed.
    }
  }

  forget(): void {
    this.refused = undefined;
    this.problem = undefined;
  }
}

export const making = new Making();

// Whether two cases mean the same. Where they are not written alike, the engine writes both: the screen and the journal may
// hold the same drawing in two forms.
export async function isSameMeant(a: Case, b: Case): Promise<boolean> {
  if (isSameCase(a, b)) return true;
  const [read, other] = await Promise.all([write(a), write(b)]);
  return isSameRead(read, other);
}

function write(document: Case): Promise<Case> {
  const id = (digit: string) => digit.repeat(32);
  return engine.call('case-of-records', {
    records: {
      format: 'knotwork.journal/1',
      people: [{id: id('1'), name: ''}],
      episodes: [{id: id('2'), person: id('1'), title: '', begun: today()}],
      entries: [{id: id('3'), episode: id('2'), at: moment(), kind: 'case', document: document as unknown as Record<string, unknown>}],
    },
    today: today(),
    episode: id('2'),
  });
}
