// A question as it stands in a list, where no side is meant yet: "¿... la pierna dolorida?" would need the noun, so the slot is
// filled with both.
import {ask} from '$lib/knowledge.svelte';
import {catalogue} from '$lib/i18n.svelte';

const en = {place: 'the trigger point'};
const es: typeof en = {place: 'el punto gatillo'};
const words = catalogue({en, es});

export const readAsk = (text: string): string => ask(text, 'either').replaceAll('{where}', words().place).replaceAll('*', '');
