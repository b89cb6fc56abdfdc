import {catalogue} from '$lib/i18n.svelte';

const en = {
  titles: {
    where: 'Where it hurts', check: 'Check', source: 'Where it comes from', today: 'Today', session: 'Session', progress: 'Progress',
    share: 'Share and keep', atlas: 'Atlas', people: 'People', settings: 'Settings', about: 'About',
  },
  steps: {where: 'Where', check: 'Check', source: 'Source', today: 'Today', progress: 'Progress'},
  more: 'More',
  close: 'Close',
  lock: 'Lock now',
  way: 'Way through the app',
  skip: 'Skip to the content',
  loading: 'Opening …',
  notLoaded: 'This part of the app could not be fetched. Check the network and try again; nothing is lost.',
  again: 'Try again',
  notAdvice: 'Education, not medical advice.',
};
const es: typeof en = {
  titles: {
    where: 'Dónde duele', check: 'Revisar', source: 'De dónde viene', today: 'Hoy', session: 'Sesión', progress: 'Evolución',
    share: 'Compartir y guardar', atlas: 'Atlas', people: 'Personas', settings: 'Ajustes', about: 'Acerca de',
  },
  steps: {where: 'Dónde', check: 'Revisar', source: 'Origen', today: 'Hoy', progress: 'Evolución'},
  more: 'Más',
  close: 'Cerrar',
  lock: 'Bloquear ahora',
  way: 'Recorrido por la aplicación',
  skip: 'Ir al contenido',
  loading: 'Abriendo…',
  notLoaded: 'No se pudo cargar esta parte de la aplicación. Comprueba la red e inténtalo de nuevo; no se ha perdido nada.',
  again: 'Intentar de nuevo',
  notAdvice: 'Información educativa, no consejo médico.',
};
export const words = catalogue({en, es});
