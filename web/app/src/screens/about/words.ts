import {catalogue, whole} from '$lib/i18n.svelte';

import {accuracy as a} from './accuracy';

const en = {
  lead: 'Paint where it hurts. Knotwork traces it back to the muscle it may come from, says how sure it is and why, and shows how to release it.',
  what: {
    title: 'What this is, and what it is not',
    is: 'For people whose low back, hip, buttock or leg hurts, and for those who treat them. It looks for muscle knots (trigger points) whose pain is felt elsewhere, and for other causes that hurt alike.',
    isNot: 'It is education, not medical advice, and no medical device. It cannot examine you and makes no diagnosis. If it asks you to see somebody, or you are worried, see somebody.',
  },
  how: {
    title: 'How it works',
    steps: [
      'You paint where it hurts; the drawing is compared with maps of where each muscle, and each other cause, is felt.',
      'Danger signs are asked first, and what they call for comes before anything else.',
      'Each further question is the one that tells most, and each answer makes some causes likelier and others less likely.',
      'You see what is likely, how sure that is, why, what else it could be and where experts differ, down to each source.',
      'A plan of a few things a day follows; what happens then shows whether the idea was right.',
    ],
  },
  sure: {
    title: 'How sure is it?',
    simulated: `There is no study with patients yet. In ${whole(a.people)} simulated people who painted as loosely as people do, the first source named was right in ${a.first} of 100, and one of the first three in ${a.firstThree} of 100.`,
    asked: `In ${whole(a.patients)} others who also answered up to eight questions, the first was right in ${a.afterQuestions} of 100.`,
    calibrated: `Its percentages meant what they say: on average they were ${a.offBy} points off. What it called 70 %, came true in about 70 of 100.`,
    danger: `Of ${whole(a.emergencies)} simulated emergencies none was called less urgent than the same day; ${a.falseAlarms} in 100 ordinary people were told to see somebody the same day without need.`,
    real: 'These people were made from the same maps that the program reads, so real accuracy is lower and has not been measured. Pain maps tell weakly: experts who named one of five causes from a drawing were right in about half the cases. That is why it asks, says “may”, and can say “I do not know”.',
  },
  privacy: {
    title: 'What happens to your data',
    stays: 'Everything is worked out on this device. Nothing you paint, answer or write down leaves it: there is no account, no server that keeps anything, no advertising and no counting of visitors.',
    kept: 'What you keep lies in this browser’s storage and is gone if you clear it, so make a backup now and then.',
    check: 'How to check: switch the network off; everything goes on working. Or open the browser’s developer tools and look at the network: this page asks nobody but the place that it came from.',
    backup: 'Backup, passing on, deleting',
    settings: 'Passphrase',
  },
  sources: {
    title: 'Sources',
    intro: (count: number) => `${whole(count)} works are cited. Each claim names its own; where sources differ, both are kept.`,
    search: 'Search authors, titles and years',
    found: (count: number) => (count === 1 ? '1 work' : `${whole(count)} works`),
    more: (count: number) => `Show ${whole(count)} more`,
    none: 'No work is found so.',
  },
  licences: {
    title: 'Licences',
    own: 'Knotwork is open: Apache License 2.0. Anybody may use, study, change and pass it on.',
    others: 'What it is made with',
  },
  version: {title: 'Version', app: 'Program', atlas: 'Atlas', unknown: 'not loaded yet'},
};
const es: typeof en = {
  lead: 'Pinta dónde te duele. Knotwork busca de qué músculo puede venir, dice con qué seguridad y por qué, y muestra cómo soltarlo.',
  what: {
    title: 'Qué es, y qué no es',
    is: 'Para personas a quienes les duele la zona lumbar, la cadera, la nalga o la pierna, y para quienes las tratan. Busca nudos en los músculos (puntos gatillo) cuyo dolor se siente en otra parte, y otras causas que duelen igual.',
    isNot: 'Es información educativa, no consejo médico, ni es un producto sanitario. No puede explorarte ni hace diagnósticos. Si te pide que acudas a alguien, o algo te preocupa, acude.',
  },
  how: {
    title: 'Cómo funciona',
    steps: [
      'Pintas dónde te duele; el dibujo se compara con mapas de dónde se siente cada músculo y cada una de las otras causas.',
      'Primero se pregunta por las señales de peligro, y lo que exigen va antes que todo lo demás.',
      'Cada pregunta siguiente es la que más aclara, y cada respuesta hace unas causas más probables y otras menos.',
      'Ves qué es probable, con qué seguridad, por qué, qué más podría ser y en qué difieren los expertos, hasta llegar a cada fuente.',
      'Después viene un plan de unas pocas cosas al día; lo que pase entonces muestra si la idea era acertada.',
    ],
  },
  sure: {
    title: '¿Qué seguridad tiene?',
    simulated: `Todavía no hay ningún estudio con pacientes. En ${whole(a.people)} personas simuladas que pintaban con tan poca precisión como las reales, la primera causa nombrada era correcta en ${a.first} de cada 100, y una de las tres primeras en ${a.firstThree} de cada 100.`,
    asked: `En otras ${whole(a.patients)} que además respondían hasta ocho preguntas, la primera era correcta en ${a.afterQuestions} de cada 100.`,
    calibrated: `Sus porcentajes significaban lo que dicen: de media se desviaban ${a.offBy} puntos. Lo que llamaba 70 % se cumplía en unas 70 de cada 100.`,
    danger: `De ${whole(a.emergencies)} urgencias simuladas, a ninguna se le dio menos prioridad que el mismo día; a ${a.falseAlarms} de cada 100 personas corrientes se les dijo sin necesidad que acudieran a alguien el mismo día.`,
    real: 'Esas personas se crearon a partir de los mismos mapas que el programa lee, así que el acierto real es menor y no se ha medido. Los mapas del dolor aclaran poco: los expertos que nombraron una de cinco causas a partir de un dibujo acertaron en cerca de la mitad de los casos. Por eso pregunta, dice «puede» y es capaz de decir «no lo sé».',
  },
  privacy: {
    title: 'Qué pasa con tus datos',
    stays: 'Todo se calcula en este dispositivo. Nada de lo que pintas, respondes o anotas sale de él: no hay cuenta, ni servidor que guarde nada, ni publicidad, ni recuento de visitas.',
    kept: 'Lo que guardas está en el almacenamiento de este navegador y desaparece si lo borras, así que haz una copia de seguridad de vez en cuando.',
    check: 'Cómo comprobarlo: desconecta la red; todo sigue funcionando. O abre las herramientas de desarrollo del navegador y mira la red: esta página no pide nada a nadie, salvo al lugar del que vino.',
    backup: 'Copia de seguridad, compartir, borrar',
    settings: 'Contraseña',
  },
  sources: {
    title: 'Fuentes',
    intro: (count) => `Se citan ${whole(count)} obras. Cada afirmación nombra la suya; donde las fuentes difieren, se conservan ambas.`,
    search: 'Buscar autores, títulos y años',
    found: (count) => (count === 1 ? '1 obra' : `${whole(count)} obras`),
    more: (count) => `Mostrar ${whole(count)} más`,
    none: 'No se encuentra ninguna obra así.',
  },
  licences: {
    title: 'Licencias',
    own: 'Knotwork es abierto: Licencia Apache 2.0. Cualquiera puede usarlo, estudiarlo, cambiarlo y compartirlo.',
    others: 'Con qué está hecho',
  },
  version: {title: 'Versión', app: 'Programa', atlas: 'Atlas', unknown: 'aún no cargado'},
};
export const words = catalogue({en, es});
