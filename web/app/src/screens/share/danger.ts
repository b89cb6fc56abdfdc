import {atlas} from '$lib/atlas.svelte';
import {engine} from '$lib/engine.svelte';
import type {Case} from '$lib/types';

// Every danger sign that concerns this person: those that the engine would ask of somebody with this profile and drawing who
// says no to all.
export async function listDangerSigns(known: Case, alone: boolean): Promise<string[]> {
  const signs: string[] = [];
  const answers: Record<string, 'no'> = {};
  for (let round = 0; round < 50; ++round) {
    const {screen} = await engine.call('interview', {
      case: {format: 'knotwork.case/1', profile: known.profile, drawing: known.drawing, answers: {...(known.drawing ? {} : {'worse-sitting': 'unknown'}), ...answers}} as Case,
      alone,
    });
    if (!screen) break;
    for (const {id} of screen) {
      signs.push(id);
      answers[id] = 'no';
    }
  }
  // One that would not be asked, but was said, is not left out.
  const more = Object.entries(known.answers ?? {}).filter(([id, reply]) => reply === 'yes' && !signs.includes(id) && atlas.finding(id.split('/')[0] ?? '')?.group === 'red-flag').map(([id]) => id);
  return [...signs, ...more];
}
