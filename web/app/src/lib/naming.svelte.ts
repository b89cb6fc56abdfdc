// Decisions and sources as a person reads them, in the language.
import {atlas} from './atlas.svelte';
import {catalogue} from './i18n.svelte';
import {k, kMuscle} from './knowledge.svelte';
import {within} from './names';
import {parseSource} from './source';
import {onSide} from './spanish';
import type {Decision} from './types';

type Side = 'left' | 'right' | undefined;

const en = {
  muscle: (name: string, side: Side) => (side ? `the ${side} ${name}` : `the ${name}`),
  condition: (name: string, side: Side) => (side ? `${name}, ${side} side` : name),
  knot: (what: string) => `a knot in ${what}`,
  sideOf: {left: 'on the left', right: 'on the right'},
};
const es: typeof en = {
  muscle: (name, side) => (side ? onSide(name, side) : name),
  condition: (name, side) => (side ? `${name}, lado ${side === 'left' ? 'izquierdo' : 'derecho'}` : name),
  knot: (what) => `un nudo en ${what}`,
  sideOf: {left: 'en el lado izquierdo', right: 'en el lado derecho'},
};
const words = catalogue({en, es});

// "the right gluteus minimus"; "S1 radiculopathy, right side".
export function nameDecision(decision: Decision): string {
  if (decision.kind === 'muscle') return words().muscle(kMuscle(decision.name), decision.side);
  return words().condition(within(k(decision.name)), decision.side);
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
  if (point === null) {
    const name = atlas.condition(id)?.name;
    return words().condition(name ? within(k(name)) : id, side ?? undefined);
  }
  const name = atlas.muscle(id)?.name;
  return words().muscle(name ? kMuscle(name) : id, side ?? undefined);
}
