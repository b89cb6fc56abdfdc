// Remedies of a muscle, their names, and tools with what does at home instead of them, as the atlas names them.
import {SvelteMap} from 'svelte/reactivity';

import {engine} from '$lib/engine.svelte';
import {k} from '$lib/knowledge.svelte';
import type {PlanItem} from '$lib/types';

import {words} from './words';

export interface Remedy {
  remedy: string;
  kind: PlanItem['kind'];
  name: string;
  points?: number[];
  sided: boolean;
}
export interface Tool {
  name: string;
  instead?: string;
}

const remedies = new SvelteMap<string, Remedy[]>(); // by muscle; '' for all
const tools_ = new SvelteMap<string, Tool>();
const asked = new Set<string>();

async function ask(muscle: string): Promise<void> {
  if (asked.has(muscle)) return;
  asked.add(muscle);
  try {
    const answer = (await engine.call('remedies', muscle ? {muscle} : {})) as {remedies: Remedy[]; tools: (Tool & {id: string})[]};
    remedies.set(muscle, answer.remedies);
    for (const {id, name, instead} of answer.tools) tools_.set(id, {name, ...(instead ? {instead} : {})});
  } catch {
    asked.delete(muscle); // asked again when it is next wanted
  }
}

export function remediesOf(muscle: string): Remedy[] {
  if (!remedies.has(muscle)) void ask(muscle);
  return remedies.get(muscle) ?? [];
}

// The name of one by its id, once the atlas has come.
export function remedyName(id: string): string | undefined {
  const found = remediesOf('').find((one) => one.remedy === id);
  return found && k(found.name);
}

// What everybody has, in words of the app; the rest as the atlas says it.
export function toolName(id: string): Tool | undefined {
  const own: Record<string, string> = words().ownTools;
  if (own[id]) return {name: own[id]};
  const tool = tools_.get(id);
  if (!tool) void ask('gluteus-maximus'); // any muscle's will do: the tools come whole with each
  return tool && {name: k(tool.name), ...(tool.instead ? {instead: k(tool.instead)} : {})};
}

// Those that not everybody has.
export const tools = ['ball', 'small-ball', 'roller', 'stick', 'strap', 'band', 'weight'] as const;
export type ToolId = (typeof tools)[number] | 'hand' | 'wall' | 'chair' | 'step';
