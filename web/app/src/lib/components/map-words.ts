import {catalogue} from '$lib/i18n.svelte';

const en = {
  painted: 'What you painted',
  essential: 'Where nearly everyone feels it',
  spillover: 'Where some feel it too',
  x: 'X: where to press',
};
const es: typeof en = {
  painted: 'Lo que pintaste',
  essential: 'Donde lo siente casi todo el mundo',
  spillover: 'Donde también lo sienten algunas personas',
  x: 'X: dónde presionar',
};
export const words = catalogue({en, es});
