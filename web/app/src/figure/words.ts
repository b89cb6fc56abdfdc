import {catalogue} from '$lib/i18n.svelte';

const en = {
  label: (name: string) => `Moving figure: ${name}`,
  play: 'Play',
  pause: 'Pause',
  before: 'Step before',
  next: 'Next step',
  step: (now: number, of: number) => `Step ${now} of ${of}`,
  coming: 'The figure is coming …',
  notThere: 'The figure cannot be drawn here: follow the steps.',
};
const es: typeof en = {
  label: (name) => `Figura en movimiento: ${name}`,
  play: 'Reproducir',
  pause: 'Pausa',
  before: 'Paso anterior',
  next: 'Paso siguiente',
  step: (now, of) => `Paso ${now} de ${of}`,
  coming: 'La figura está en camino …',
  notThere: 'Aquí no se puede dibujar la figura: sigue los pasos.',
};
export const words = catalogue({en, es});
