import {catalogue} from '$lib/i18n.svelte';

const en = {
  views: {front: 'Front', back: 'Back', left: 'Left', right: 'Right'},
  viewOf: {front: 'Seen from the front', back: 'Seen from behind', left: 'Left side', right: 'Right side'},
  turn: 'Turn the body',
  nearer: 'Nearer',
  farther: 'Farther',
  keys: 'Arrow keys turn the body, plus and minus zoom, Home shows all of it.',
  loading: 'The body is coming …',
  noPicture: 'This browser cannot draw the body in 3D.',
  notFetched: 'The body could not be fetched. Check the network.',
  again: 'Try again',
  layers: 'Layers taken off',
  layerOf: (taken: number, of: number) => (taken === 0 ? 'all shown' : `${taken} of ${of} taken off`),
};
const es: typeof en = {
  views: {front: 'Frente', back: 'Espalda', left: 'Izquierda', right: 'Derecha'},
  viewOf: {front: 'Visto de frente', back: 'Visto por detrás', left: 'Lado izquierdo', right: 'Lado derecho'},
  turn: 'Girar el cuerpo',
  nearer: 'Acercar',
  farther: 'Alejar',
  keys: 'Las flechas giran el cuerpo, más y menos acercan y alejan, Inicio lo muestra entero.',
  loading: 'El cuerpo está llegando…',
  noPicture: 'Este navegador no puede dibujar el cuerpo en 3D.',
  notFetched: 'No se pudo cargar el cuerpo. Comprueba la red.',
  again: 'Intentar de nuevo',
  layers: 'Capas retiradas',
  layerOf: (taken, of) => (taken === 0 ? 'se ven todas' : `${taken} de ${of} retiradas`),
};
export const words = catalogue({en, es});
