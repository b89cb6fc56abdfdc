// What every screen says of danger signs and of citations.
import {catalogue} from '$lib/i18n.svelte';

const en = {
  urgency: {
    emergency: 'Emergency: get help now',
    'same-day': 'Today: have this looked at the same day',
    days: 'Soon: have this looked at within days',
    none: 'Good to know',
  },
  whom: 'Whom to see',
  call: 'Call, or go to the nearest emergency department, at any hour:',
  numbers: [
    {number: '112', where: 'Europe, and from most mobile phones'},
    {number: '911', where: 'USA, Canada, Mexico, much of Latin America'},
    {number: '999', where: 'United Kingdom and Ireland'},
  ],
  elsewhere: 'Elsewhere: the emergency number of your country.',
  first: 'This comes first. Nothing else is shown until you have read it.',
  read: 'I have read this',
  wrong: 'I answered wrongly: go back',
  sources: (count: number) => (count === 1 ? '1 source' : `${count} sources`),
  judgement: 'a judgement of the authors',
  published: 'On whose word',
  opens: 'opens another site',
};
const es: typeof en = {
  urgency: {
    emergency: 'Urgencia: busca ayuda ahora',
    'same-day': 'Hoy: que lo vean el mismo día',
    days: 'Pronto: que lo vean en unos días',
    none: 'Conviene saber',
  },
  whom: 'A quién acudir',
  call: 'Llama, o ve al servicio de urgencias más cercano, a cualquier hora:',
  numbers: [
    {number: '112', where: 'Europa, y desde casi cualquier móvil'},
    {number: '911', where: 'EE. UU., México y gran parte de América Latina'},
    {number: '999', where: 'Reino Unido e Irlanda'},
  ],
  elsewhere: 'En otros países: el número de emergencias de tu país.',
  first: 'Esto va primero. No se muestra nada más hasta que lo hayas leído.',
  read: 'Lo he leído',
  wrong: 'Contesté mal: volver atrás',
  sources: (count) => (count === 1 ? '1 fuente' : `${count} fuentes`),
  judgement: 'un juicio de los autores',
  published: 'Quién lo dice',
  opens: 'abre otro sitio',
};
export const words = catalogue({en, es});
