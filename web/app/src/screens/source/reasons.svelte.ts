// What each answer of the case says for a source, asked of the engine when it is first shown; empty until it has come.
import {SvelteMap} from 'svelte/reactivity';

import {toCase} from '$lib/case.svelte';
import {engine} from '$lib/engine.svelte';

import type {Standing} from './answer';

type Reasons = Standing['reasons'];

const known = new SvelteMap<string, Reasons>();
const none: Reasons = [];

export function reasonsOf(source: string): Reasons {
  const request = {case: toCase(), source};
  const key = JSON.stringify([source, request.case.answers ?? {}]);
  const found = known.get(key);
  if (!found && !asked.has(key)) {
    asked.add(key);
    engine
      .call('reasons', request)
      .then((answer) => known.set(key, answer.reasons))
      .catch(() => asked.delete(key));
  }
  return found ?? none;
}
const asked = new Set<string>();
