// The words of the atlas in the chosen language. The atlas is written in English; knowledge/translations/ holds, by the
// English text, what it says in others. Fetched when a language is first chosen.
//
//     {k(muscle.name)}                         // "Glúteo menor"
//     {k(item.why)}                            // also what the engine puts together: "Estira el glúteo menor."
//     {ask(finding, 'right')}                  // "¿Se te duerme la pierna derecha?"
//     knowledgeStatus.phase                    // 'ready' | 'loading' | 'failed'
import {fetchAgain} from './again';
import {firstPicture} from './first-picture';
import {language} from './i18n.svelte';
import {within} from './names';
import {Book} from './translation/book';

let spanish: Book | undefined = $state.raw();

export const knowledgeStatus: {phase: 'ready' | 'loading' | 'failed'} = $state({phase: 'ready'});

const book = () => import('virtual:knowledge/es');
export const fetchSpanish = (): Promise<void> => take(book);
export const fetchSpanishAgain = (): Promise<void> => take(() => fetchAgain(book));

async function take(load: typeof book): Promise<void> {
  knowledgeStatus.phase = 'loading';
  try {
    spanish = new Book((await load()).default);
    knowledgeStatus.phase = 'ready';
  } catch {
    knowledgeStatus.phase = 'failed';
  }
}

// Fetches what the language needs; called once, by App, and again by itself when the language changes or the network is back.
export function watchKnowledge(): void {
  const fetch = () => {
    if (language() !== 'es' || spanish) return;
    void firstPicture.then(() => (spanish ? undefined : fetchSpanish()));
  };
  $effect(fetch);
  $effect(() => {
    addEventListener('online', fetch);
    return () => removeEventListener('online', fetch);
  });
}

// Whether the texts of the atlas are there in the chosen language, or will not come. Until then a screen that is made of them waits,
// rather than begin in English.
export const isKnowledgeThere = (): boolean => language() !== 'es' || spanish !== undefined || knowledgeStatus.phase === 'failed';

// A text of the atlas, or one that the engine put together. What has no translation stays English: a warning in the wrong
// language is better than none.
export const k = (text: string): string => (language() === 'es' ? (spanish?.find(text) ?? text) : text);

// A muscle as it stands within a sentence: "gluteus minimus", "el glúteo menor".
export const kMuscle = (name: string): string => (language() === 'es' ? spanish?.muscle(name) : undefined) ?? within(k(name));

// Both languages of a text, as far as they are known: for search.
export const inAllLanguages = (text: string): string[] => [text, spanish?.find(text) ?? []].flat();

// A question or step with the side it is about; 'either' where both are asked at once. Spanish agrees in gender:
// {izquierdo} and {izquierda}.
export function ask(text: string, side?: 'left' | 'right' | 'either' | null): string {
  const english = side === 'either' ? 'left or right' : (side ?? '');
  const spanish = (ending: 'o' | 'a') =>
    side === 'either' ? `izquierd${ending} o derech${ending}` : `${side === 'right' ? 'derech' : 'izquierd'}${ending}`;
  return k(text).replaceAll('{side}', english).replaceAll('{izquierdo}', spanish('o')).replaceAll('{izquierda}', spanish('a'));
}
