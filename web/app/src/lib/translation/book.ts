// What one language says for the English of the knowledge: texts by key, and patterns for those that the engine puts together.
// See docs/knowledge.md, "A translation".
//
//     const book = new Book(await (await import('virtual:knowledge/es')).default);
//     book.find('Lengthens gluteus minimus.')      // 'Estira el glúteo menor.'; undefined where there is no translation
import {keyOf} from './key';

export interface BookData {
  texts: Record<string, string>; // by key of the English
  names: Record<string, string>; // muscles within a sentence, by their English
  patterns: [english: string, other: string][]; // with slots
}

type Part = {words: string} | {slot: string; kind: string};
interface Pattern {
  parts: Part[];
  other: string;
  // What a text must begin and end with, and hold, to be worth a closer look.
  lead: string;
  tail: string;
}

// "{text1}" is a slot of the kind "text".
const slotsOf = /\{([a-z]+)(\d*)\}/g;

function parse(english: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const found of english.matchAll(slotsOf)) {
    if (found.index > at) parts.push({words: english.slice(at, found.index)});
    parts.push({slot: found[0].slice(1, -1), kind: found[1]!});
    at = found.index + found[0].length;
  }
  if (at < english.length) parts.push({words: english.slice(at)});
  return parts;
}

const wordsOf = (part: Part | undefined): string => (part && 'words' in part ? part.words : '');
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// Spanish runs "a el" and "de el" together, and says "u" and "e" for "o" and "y" before their own sound.
const contract = (text: string): string =>
  text
    .replace(/\b([Dd]e|[Aa]) el (?=\p{Ll})/gu, (_, word: string) => `${word}l `)
    .replace(/ o (?=h?[oó])/giu, ' u ')
    .replace(/ y (?=(i|hi(?!e)|í))/giu, ' e ');

const sides: Record<string, [string, string]> = {left: ['izquierdo', 'izquierda'], right: ['derecho', 'derecha']};

export class Book {
  #data: BookData;
  #patterns: Pattern[];
  #found = new Map<string, string | undefined>();

  constructor(data: BookData) {
    this.#data = data;
    // Those that say more come first: "{text}, point {number}" before "{text1}, {text2}".
    this.#patterns = data.patterns
      .map(([english, other]) => {
        const parts = parse(english);
        return {parts, other, lead: wordsOf(parts[0]), tail: wordsOf(parts.at(-1))};
      })
      .sort((a, b) => weight(b) - weight(a));
  }

  find(text: string): string | undefined {
    const exact = this.#data.texts[keyOf(text)];
    if (exact !== undefined) return exact;
    if (this.#found.has(text)) return this.#found.get(text);
    this.#found.set(text, undefined); // so that a pattern cannot ask for itself without end
    const found = this.#compose(text);
    this.#found.set(text, found);
    return found;
  }

  // A muscle as it stands within a sentence, "el glúteo menor", by its name.
  muscle(name: string): string | undefined {
    return this.#data.names[lower(name)];
  }

  #compose(text: string): string | undefined {
    for (const pattern of this.#patterns) {
      if (!text.startsWith(pattern.lead) || !text.endsWith(pattern.tail)) continue;
      const values = this.#match(pattern.parts, 0, text, 0);
      if (values) return contract(fill(pattern.other, values));
    }
    return undefined;
  }

  // What the slots from this part on stand for in the text from `at` on; undefined where they do not fit.
  #match(parts: Part[], index: number, text: string, at: number): Map<string, string> | undefined {
    const part = parts[index];
    if (!part) return at === text.length ? new Map() : undefined;
    if ('words' in part) return text.startsWith(part.words, at) ? this.#match(parts, index + 1, text, at + part.words.length) : undefined;
    const next = wordsOf(parts[index + 1]);
    const isLast = index + 1 === parts.length;
    for (let end = isLast ? text.length : text.indexOf(next, at + 1); end > at; end = text.indexOf(next, end + 1)) {
      const values = this.#match(parts, index + 1, text, end);
      const value = values && this.#value(part.kind, text.slice(at, end));
      if (values && value !== undefined) return values.set(part.slot, value);
      if (isLast) break;
    }
    return undefined;
  }

  #value(kind: string, english: string): string | undefined {
    switch (kind) {
      case 'side':
        return english in sides ? english : undefined;
      case 'number':
        return /^-?\d+([.,]\d+)*$/.test(english) ? english.replace('.', ',') : undefined;
      case 'share':
        return /^(over )?\d+$/.test(english) ? english.replace('over', 'más de') : undefined;
      case 'muscle':
        return this.#data.names[english];
      case 'id':
        return /^\S+$/.test(english) ? english : undefined;
      case 'words':
        return english;
      default:
        return this.#text(english);
    }
  }

  // A text, also where it stands within a sentence (begins small) or lost its full stop.
  #text(english: string): string | undefined {
    const found = this.find(english) ?? this.#data.names[english];
    if (found !== undefined) return found;
    const begun = upper(english) === english ? undefined : this.find(upper(english));
    return begun === undefined ? undefined : lower(begun);
  }
}

// Letters outside of slots; each slot that takes anything costs some.
function weight({parts}: Pattern): number {
  return parts.reduce((sum, part) => sum + ('words' in part ? part.words.length : part.kind === 'text' || part.kind === 'words' ? -1 : 0), 0);
}

function fill(other: string, values: Map<string, string>): string {
  const side = sides[[...values.values()].find((value) => value in sides) ?? ''];
  return other.replace(/\{([a-z]+\d*)\}/g, (slot, name: string) => {
    if (name === 'izquierdo' || name === 'izquierda') return side?.[name === 'izquierdo' ? 0 : 1] ?? slot;
    return values.get(name) ?? slot;
  });
}
