// Makes of knowledge/translations/es/*.json the module 'virtual:knowledge/es': one chunk, fetched when Spanish is chosen. Texts go
// by a short key instead of their English, which halves it; patterns keep their English, since they are matched against it.
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';

import type {Plugin} from 'vite';

import type {BookData} from '../src/lib/translation/book.ts';
import {keyOf} from '../src/lib/translation/key.ts';

const hasSlot = (text: string): boolean => /\{[a-z]+\d*\}/.test(text);

export function readBook(folder: string): BookData {
  const book: BookData = {texts: {}, names: {}, patterns: []};
  const english = new Map<string, string>(); // by key
  for (const file of readdirSync(folder).sort()) {
    const pairs = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
    if (basename(file) === 'muscle-names.json') {
      book.names = pairs;
      continue;
    }
    for (const [text, other] of Object.entries(pairs)) {
      if (hasSlot(text)) book.patterns.push([text, other]);
      const key = keyOf(text);
      const known = english.get(key);
      if (known !== undefined && known !== text) throw new Error(`two texts have the key ${key}: "${known}" and "${text}"`);
      english.set(key, text);
      book.texts[key] = other;
    }
  }
  return book;
}

export function knowledge(folder: string): Plugin {
  const id = 'virtual:knowledge/es';
  return {
    name: 'knowledge',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      for (const file of readdirSync(folder)) this.addWatchFile(join(folder, file));
      // A string that is parsed is read faster than a literal of the same size.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(readBook(folder)))});`;
    },
  };
}
