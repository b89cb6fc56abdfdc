// Decisions and sources as a person reads them, in the language.
import {atlas} from '$lib/atlas.svelte';
import {k} from '$lib/knowledge.svelte';
import {within} from '$lib/names';
import {parseSource} from '$lib/source';

import type {Decision} from './answer';
import {words} from './words';

// "the right gluteus minimus"; "S1 radiculopathy, right side".
export function nameDecision(decision: Decision): string {
  const name = within(k(decision.name));
  return decision.kind === 'muscle' ? words().muscle(name, decision.side) : words().condition(name, decision.side);
}

// The same where a muscle is what holds the knot.
export const nameCause = (decision: Decision): string =>
  decision.kind === 'muscle' ? words().knot(nameDecision(decision)) : nameDecision(decision);

// "an irritated S1 nerve root in the low back, on the right"; the name until the atlas has come.
export function plainCondition(decision: Decision): string {
  const condition = atlas.condition(decision.condition ?? '');
  const plain = condition ? k(condition.plain) : within(k(decision.name));
  return decision.side ? `${plain}, ${words().sideOf[decision.side]}` : plain;
}

// "gluteus medius, right": of the id of a source.
export function nameSource(source: string): string {
  const {id, point, side} = parseSource(source);
  const name = point === null ? atlas.condition(id)?.name : atlas.muscle(id)?.name;
  const text = name ? within(k(name)) : id;
  return point === null ? words().condition(text, side ?? undefined) : words().muscle(text, side ?? undefined);
}
