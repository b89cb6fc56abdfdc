// The real engine and the built body files, for tests in Node.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {Engine} from '@knotwork/engine';

import {decodeShape, decodeSkin, type Skin} from '../skin-codec';

const read = (path: string) => new Uint8Array(readFileSync(path));
const part = (name: string) => read(fileURLToPath(import.meta.resolve(`@knotwork/engine/${name}`)));

export const loadEngine = (): Promise<Engine> => Engine.load({wasm: part('knotwork.wasm'), atlas: part('atlas.bin')});

export function readSkin(body: 'neutral' | 'female' | 'male'): Skin {
  const file = (name: string) => read(fileURLToPath(new URL(`../generated/${name}.bin`, import.meta.url)));
  const neutral = decodeSkin(file('neutral'));
  return body === 'neutral' ? neutral : decodeShape(neutral, file(body));
}
