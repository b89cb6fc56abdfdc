// The answer in one sentence that a person who knows no anatomy understands.
import type {Answer} from './answer';
import {nameDecision, plainCondition} from '$lib/naming.svelte';
import {words} from './words';

export function headlineOf(answer: Answer): string {
  const w = words().headline;
  switch (answer.kind) {
    case 'nothing':
      return w.nothing;
    case 'first':
      return w[answer.urgency];
    case 'muscle':
      return w.muscle[answer.sure](nameDecision(answer.decision));
    case 'condition':
      return w.condition[answer.sure](plainCondition(answer.decision));
    case 'several':
      return answer.isNoMuscle ? w.severalNoMuscle : w.several;
    case 'unknown':
      return answer.isNoMuscle ? w.unknownNoMuscle : w.unknown;
  }
}
