// Fetching the two files of the engine, with progress, and telling a broken file from a broken network.
import {EngineLoadError} from './errors.js';
import {atlas, wasm} from './generated/files.js';

interface File {
  bytes: number;
  sha256: string;
}

// What goes over the network, before compression.
export const totalBytes = wasm.bytes + atlas.bytes;

type Progress = (bytes: number) => void; // so many more are there

const toHex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');

// Pages that are not served securely have no hashes; there the size alone tells, and the atlas checks itself when loaded.
async function isWhole(bytes: Uint8Array<ArrayBuffer>, file: File): Promise<boolean> {
  if (bytes.length !== file.bytes) return false;
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  return subtle === undefined || toHex(await subtle.digest('SHA-256', bytes)) === file.sha256;
}

async function read(url: string, cache: RequestCache, progress: Progress): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(url, {cache, credentials: 'same-origin'});
  } catch (error) {
    throw new EngineLoadError('network', `${url}: ${(error as Error).message}`);
  }
  if (!response.ok) throw new EngineLoadError('network', `${url}: ${response.status} ${response.statusText}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (const reader = response.body!.getReader(); ; ) {
      const {done, value} = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
      progress(value.length);
    }
  } catch (error) {
    throw new EngineLoadError('network', `${url}: ${(error as Error).message}`);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// A service worker answers from what it keeps whatever a request says of caches: the broken copy has to go from there first.
async function forget(url: string): Promise<void> {
  const kept = (globalThis as {caches?: CacheStorage}).caches;
  if (!kept) return;
  try {
    for (const name of await kept.keys()) await (await kept.open(name)).delete(url);
  } catch {
    // Storage is denied: nothing is kept there.
  }
}

// A file that is not whole is fetched once more past every cache: one of these may hold the broken copy.
async function download(url: string, file: File, progress: Progress): Promise<Uint8Array<ArrayBuffer>> {
  let counted = 0;
  const count = (bytes: number): void => {
    counted += bytes;
    progress(bytes);
  };
  const first = await read(url, 'default', count);
  if (await isWhole(first, file)) return first;
  progress(-counted);
  await forget(url);
  const again = await read(url, 'reload', progress);
  if (await isWhole(again, file)) return again;
  throw new EngineLoadError('corrupted', `${url}: what came is not what was sent`);
}

export const downloadWasm = (url: string, progress: Progress): Promise<Uint8Array<ArrayBuffer>> => download(url, wasm, progress);
export const downloadAtlas = (url: string, progress: Progress): Promise<Uint8Array<ArrayBuffer>> => download(url, atlas, progress);
