// Tools by name, with what does at home instead. The atlas names them beside its remedies.
import {SvelteMap} from 'svelte/reactivity';

import {engine} from '$lib/engine.svelte';
import {k} from '$lib/knowledge.svelte';

import {words} from './words';

export interface Tool {
  name: string;
  instead?: string;
}

const known = new SvelteMap<string, Tool>();
let asked = false;

async function fetchTools(): Promise<void> {
  asked = true;
  try {
    // Any muscle's will do: the tools of the atlas come whole with each.
    const {tools} = await engine.call('remedies', {muscle: 'gluteus-maximus'});
    for (const {id, name, instead} of tools) known.set(id, {name, ...(instead ? {instead} : {})});
  } catch {
    asked = false; // asked again when it is next wanted
  }
}

// What everybody has, in words of the app; the rest as the atlas says it, once that has come.
export function toolName(id: string): Tool | undefined {
  const own: Record<string, string> = words().ownTools;
  if (own[id]) return {name: own[id]};
  if (!asked) void fetchTools();
  const tool = known.get(id);
  return tool && {name: k(tool.name), ...(tool.instead ? {instead: k(tool.instead)} : {})};
}

// Those that not everybody has.
export const tools = ['ball', 'small-ball', 'roller', 'stick', 'strap', 'band', 'weight'] as const;
export const always = ['hand', 'wall', 'chair', 'step'] as const;
export type ToolId = (typeof tools)[number] | (typeof always)[number];
