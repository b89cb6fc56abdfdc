// What an answer is about, in words: "Straight leg raise, right"; "Pressing gluteus minimus, point 2, right: your own pain".
import {atlas} from './atlas.svelte';
import {catalogue} from './i18n.svelte';
import {k} from './knowledge.svelte';
import {within} from './names';

const en = {
  side: {left: 'left', right: 'right'},
  point: (muscle: string, number: number, side: string) => `${muscle}, point ${number}, ${side}`,
  'my-pain': (point: string) => `Pressing ${point} brings on your pain`,
  tender: (point: string) => `Tender when pressed: ${point}`,
  responds: (point: string) => `Pressing brings relief: ${point}`,
};
const es: typeof en = {
  side: {left: 'lado izquierdo', right: 'lado derecho'},
  point: (muscle, number, side) => `${muscle}, punto ${number}, ${side}`,
  'my-pain': (point) => `Al presionar aparece tu dolor: ${point}`,
  tender: (point) => `Sensible al presionar: ${point}`,
  responds: (point) => `Al presionar se alivia: ${point}`,
};
const words = catalogue({en, es});

// "gluteus minimus, point 2, right" of "gluteus-minimus/2/right"; the side is left out where it is none.
export function namePoint(muscle: string, number: number, side: 'left' | 'right'): string {
  const name = atlas.muscle(muscle)?.name;
  return words().point(name ? within(k(name)) : muscle, number, words().side[side]);
}

export function nameSubject(id: string): string {
  const [finding = '', ...rest] = id.split('/');
  const side = rest.at(-1) === 'left' ? 'left' : rest.at(-1) === 'right' ? 'right' : null;
  if (rest.length === 3 && side) {
    const point = namePoint(rest[0] ?? '', Number(rest[1]), side);
    if (finding === 'my-pain' || finding === 'tender' || finding === 'responds') return words()[finding](point);
  }
  const name = atlas.finding(finding)?.name;
  return `${name ? k(name) : finding}${side ? `, ${words().side[side]}` : ''}`;
}
