// The plan on the screen: made by the engine, kept in the journal, and made anew where something changed.
//
//     await making.make({pressure: 'short'});
//     making.refused                        // a plan that was refused, as the newest answer; not kept
import {toCase} from '$lib/case.svelte';
import {engine} from '$lib/engine.svelte';
import {keepCase} from '$lib/keep.svelte';
import {store, today} from '$lib/store/store.svelte';
import type {Case, Plan} from '$lib/types';

import {listPlans, pressureOf} from './day';
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
