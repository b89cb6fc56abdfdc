// All that search finds, by its names in the languages that are known.
import {atlas} from '$lib/atlas.svelte';
import {inAllLanguages, k} from '$lib/knowledge.svelte';
import {begun} from '$lib/names';

import type {Entry} from './find';

const named = (kind: Entry['kind'], id: string, texts: readonly string[]): Entry => ({
  kind,
  id,
  name: begun(k(texts[0] ?? id)),
  names: [...new Set(texts.flatMap((text) => (text ? [k(text), ...inAllLanguages(text)] : [])))],
});

const built = $derived.by((): Entry[] => [
  ...atlas.muscles().map(({id, name, latin}) => named('muscle', id, [name, latin, ...(atlas.muscle(id)?.synonyms ?? [])])),
  ...atlas.conditions().map(({id, name, plain}) => named('condition', id, [name, plain, ...(atlas.condition(id)?.synonyms ?? [])])),
  ...atlas.regions().map(({id, label, synonyms}) => named('region', id, [label, ...synonyms])),
  ...atlas.findings().filter(({how}) => how.length > 0).map(({id, name}) => named('test', id, [name])),
]);

// Synonyms come with the pages of muscles and conditions, so until these are there names alone are searched.
export const entries = (): Entry[] => built;
