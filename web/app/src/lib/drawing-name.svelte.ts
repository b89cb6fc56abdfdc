// A short name of a drawing, for the list of pains: "Lower buttock and upper calf, right".
import {engine} from './engine.svelte';
import {catalogue, list} from './i18n.svelte';
import {k} from './knowledge.svelte';
import {findRegions} from './painted-regions';
import type {Drawing} from './types';

const en = {
  none: 'Pain without a drawing',
  side: {left: ', left', right: ', right', both: ', both sides', mixed: ''},
};
const es: typeof en = {
  none: 'Dolor sin dibujo',
  side: {left: ', lado izquierdo', right: ', lado derecho', both: ', los dos lados', mixed: ''},
};
const words = catalogue({en, es});

const most = 3; // regions that are named, from head to foot

export async function nameDrawing(drawing: Drawing | undefined): Promise<string> {
  if (!drawing) return words().none;
  const [painted, skin, {regions}] = await Promise.all([engine.paint(drawing), engine.skin('neutral'), engine.call('regions')]);
  const found = findRegions(painted, skin.region).slice(0, most).sort((a, b) => a.region - b.region);
  const parts = found.map(({region}) => k(regions[region]?.label ?? '')).filter((label) => label !== '');
  if (!parts.length) return words().none;
  const sides = new Set(found.map(({side}) => side));
  const text = list(parts) + words().side[sides.size === 1 ? ([...sides][0] ?? 'mixed') : 'mixed'];
  return text.charAt(0).toUpperCase() + text.slice(1);
}
