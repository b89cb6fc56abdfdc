// The words of the atlas in the chosen language. The atlas is written in English; knowledge/translations/ holds, by the
// English text, what it says in others. Fetched when a language is first chosen.
//
//     {k(muscle.name)}                         // "Glúteo menor"
//     {ask(finding, 'right')}                  // "¿Se te duerme la pierna derecha?"
import {language} from './i18n.svelte';

type Translations = Record<string, string>;

let spanish: Translations | undefined = $state();

async function fetchSpanish(): Promise<void> {
  const parts = Object.values(import.meta.glob<{default: Translations}>('../../../../knowledge/translations/es/*.json'));
  const all = await Promise.all(parts.map((part) => part()));
  spanish = Object.assign({}, ...all.map((part) => part.default)) as Translations;
}

// Fetches what the language needs; called once, by App, and again by itself when the language changes.
export function watchKnowledge(): void {
  $effect(() => {
    if (language() === 'es' && !spanish) void fetchSpanish();
  });
}

// A text of the atlas. What has no translation stays English: a warning in the wrong language is better than none.
export const k = (text: string): string => (language() === 'es' ? (spanish?.[text] ?? text) : text);

// A question or step with the side it is about; 'either' where both are asked at once. Spanish agrees in gender:
// {izquierdo} and {izquierda}.
export function ask(text: string, side?: 'left' | 'right' | 'either' | null): string {
  const english = side === 'either' ? 'left or right' : (side ?? '');
  const spanish = (ending: 'o' | 'a') =>
    side === 'either' ? `izquierd${ending} o derech${ending}` : `${side === 'right' ? 'derech' : 'izquierd'}${ending}`;
  return k(text).replaceAll('{side}', english).replaceAll('{izquierdo}', spanish('o')).replaceAll('{izquierda}', spanish('a'));
}
