// What the atlas holds of a muscle, a condition, a finding ..., fetched from the engine when it is first asked for and kept.
// Read in a template or $derived: undefined until it has come, then by itself the thing.
//
//     const muscle = $derived(atlas.muscle('gluteus-minimus'));
//     atlas.finding('straight-leg-raise')?.ask
import {EngineLoadError} from '@knotwork/engine/client';
import {SvelteMap} from 'svelte/reactivity';

import {engine, engineStatus} from './engine.svelte';
import type {Citation, Condition, ConditionLine, Finding, Measure, Muscle, MuscleLine, Provider, Region, Remedy} from './types';

// One kind of thing, kept by its id. A list is fetched whole; a single one by its name.
class Shelf<Thing> {
  #known = new SvelteMap<string, Thing>();
  #asked = new Set<string>();
  #fetch: (id: string) => Promise<[string, Thing][]>;
  #isWhole: boolean;

  constructor(isWhole: boolean, fetch: (id: string) => Promise<[string, Thing][]>) {
    this.#isWhole = isWhole;
    this.#fetch = fetch;
  }

  find(id: string): Thing | undefined {
    const known = this.#known.get(id);
    if (known === undefined && isEngineThere()) void this.#ask(this.#isWhole ? '' : id);
    return known;
  }

  all(): Thing[] {
    if (this.#known.size === 0 && isEngineThere()) void this.#ask('');
    return [...this.#known.values()];
  }

  // Waits until it has come.
  async load(id = ''): Promise<void> {
    if (this.#isWhole ? this.#known.size > 0 : this.#known.has(id)) return;
    for (const [key, thing] of await this.#fetch(id)) this.#known.set(key, thing);
  }

  async #ask(id: string): Promise<void> {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      for (const [key, thing] of await this.#fetch(id)) this.#known.set(key, thing);
    } catch (error) {
      if (error instanceof EngineLoadError) this.#asked.delete(id); // to be asked of the engine that comes after all
      console.error(error);
    }
  }
}

// Read by whoever looks for something, so that it is looked for again when the engine has come after all.
const isEngineThere = (): boolean => engineStatus.phase !== 'failed';

const muscles = new Shelf<Muscle>(false, async (name) => [[name, await engine.call('muscle', {name})]]);
const muscleLines = new Shelf<MuscleLine>(true, async () => {
  const {muscles: all} = await engine.call('muscles');
  return all.map((muscle) => [muscle.id, muscle]);
});
const conditionLines = new Shelf<ConditionLine>(true, async () => {
  const {conditions: all} = await engine.call('conditions');
  return all.map((condition) => [condition.id, condition]);
});
const remedies = new Shelf<Remedy[]>(false, async (muscle) => [[muscle, (await engine.call('remedies', {muscle})).remedies]]);
const conditions = new Shelf<Condition>(false, async (name) => [[name, await engine.call('condition', {name})]]);
const findings = new Shelf<Finding>(true, async () => {
  const {findings: all} = await engine.call('findings');
  return all.map((finding) => [finding.id, finding]);
});
const providers = new Shelf<Provider>(true, async () => {
  const {providers: all} = await engine.call('providers');
  return all.map((provider) => [provider.id, provider]);
});
const citations = new Shelf<Citation>(true, async () => {
  const {citations: all} = await engine.call('citations');
  return all.map((citation) => [citation.key, citation]);
});
const measures = new Shelf<Measure>(true, async () => {
  const {measures: all} = await engine.call('measures');
  return all.map((measure) => [measure.id, measure]);
});
const regions = new Shelf<Region>(true, async () => {
  const {regions: all} = await engine.call('regions');
  return all.map((region) => [region.id, region]);
});

export const atlas = {
  // For a page that is made at once: everything that it names has come when this is done.
  async load(names: {muscles: string[]; conditions: string[]}): Promise<void> {
    const parts = [findings, providers, citations, measures].map((shelf) => shelf.load());
    await Promise.all([...parts, ...names.muscles.map((id) => muscles.load(id)), ...names.conditions.map((id) => conditions.load(id))]);
  },
  muscle: (id: string) => muscles.find(id),
  muscles: () => muscleLines.all(),
  muscleNamed: (name: string) => muscleLines.all().find((muscle) => muscle.name === name)?.id,
  remedies: (muscle: string) => remedies.find(muscle),
  condition: (id: string) => conditions.find(id),
  conditions: () => conditionLines.all(),
  finding: (id: string) => findings.find(id),
  findings: () => findings.all(),
  provider: (id: string) => providers.find(id),
  citation: (key: string) => citations.find(key),
  citations: () => citations.all(),
  measure: (id: string) => measures.find(id),
  measures: () => measures.all(),
  regions: () => regions.all(),
};
