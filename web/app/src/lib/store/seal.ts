// What a passphrase protects, and how. A random key seals each record; the passphrase seals that key, so that changing it
// is quick and touches no record. All of it is the browser's own WebCrypto.
//
//     const {lock, key} = await makeLock('four words of your own');
//     const sealed = await seal(key, 'entry', id, text);      // bound to kind and id: no record can stand in for another
//     await open(key, 'entry', id, sealed);
//     const again = await unlock(lock, 'four words of your own');     // null: the passphrase is not this one
//
// PBKDF2 with HMAC-SHA-256 and 600,000 rounds is what the OWASP Password Storage Cheat Sheet asks for of PBKDF2 (Argon2id,
// which it likes better, is not in WebCrypto). AES-GCM has a fresh random nonce of 96 bits each time; NIST SP 800-38D allows
// 2^32 of them with one key.

export const rounds = 600_000;
export const leastLength = 10; // of a passphrase, in characters

export interface Lock {
  format: 'knotwork.lock/1';
  id: string; // of the key that seals: it changes when all is sealed anew, and not with the passphrase
  salt: Uint8Array;
  rounds: number;
  wrapped: Uint8Array; // the key, sealed by the passphrase
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {fatal: true});
const nonceLength = 12;

type Bytes = Uint8Array<ArrayBuffer>;
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

async function sealBytes(key: CryptoKey, about: string, bytes: Bytes): Promise<Bytes> {
  const iv = random(nonceLength);
  const sealed = await crypto.subtle.encrypt({name: 'AES-GCM', iv, additionalData: encoder.encode(about)}, key, bytes);
  const out = new Uint8Array(nonceLength + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), nonceLength);
  return out;
}

// Null: not sealed with this key, for something else, or damaged.
async function openBytes(key: CryptoKey, about: string, sealed: Uint8Array): Promise<Bytes | null> {
  const iv = new Uint8Array(sealed.slice(0, nonceLength));
  try {
    const additionalData = encoder.encode(about);
    return new Uint8Array(await crypto.subtle.decrypt({name: 'AES-GCM', iv, additionalData}, key, new Uint8Array(sealed.slice(nonceLength))));
  } catch {
    return null;
  }
}

const about = (kind: string, id: string): string => `knotwork.record/1|${kind}|${id}`;

export const seal = (key: CryptoKey, kind: string, id: string, text: string): Promise<Bytes> =>
  sealBytes(key, about(kind, id), encoder.encode(text));

export async function open(key: CryptoKey, kind: string, id: string, sealed: Uint8Array): Promise<string | null> {
  const bytes = await openBytes(key, about(kind, id), sealed);
  return bytes && decoder.decode(bytes);
}

// Letters that look the same count as the same: an accent may be typed in two ways.
async function passphraseKey(passphrase: string, salt: Uint8Array, count: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', encoder.encode(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    {name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: count}, typed, {name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
}

const aboutLock = (lock: Pick<Lock, 'id' | 'rounds'>): string => `knotwork.lock/1|${lock.id}|${lock.rounds}`;
const dataKey = (raw: Bytes): Promise<CryptoKey> => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

async function wrap(raw: Bytes, id: string, passphrase: string, count: number): Promise<Lock> {
  const salt = random(16);
  const wrapped = await sealBytes(await passphraseKey(passphrase, salt, count), aboutLock({id, rounds: count}), raw);
  return {format: 'knotwork.lock/1', id, salt, rounds: count, wrapped};
}

async function unwrap(lock: Lock, passphrase: string): Promise<Bytes | null> {
  return openBytes(await passphraseKey(passphrase, lock.salt, lock.rounds), aboutLock(lock), lock.wrapped);
}

// `count` of rounds: for tests alone, which would take minutes otherwise.
export async function makeLock(passphrase: string, count = rounds): Promise<{lock: Lock; key: CryptoKey}> {
  const raw = random(32);
  const id = crypto.randomUUID();
  const made = {lock: await wrap(raw, id, passphrase, count), key: await dataKey(raw)};
  raw.fill(0);
  return made;
}

export async function unlock(lock: Lock, passphrase: string): Promise<CryptoKey | null> {
  const raw = await unwrap(lock, passphrase);
  if (!raw) return null;
  const key = await dataKey(raw);
  raw.fill(0);
  return key;
}

// The same key under another passphrase, or with more rounds. Null: the old passphrase is not this one.
export async function changeLock(lock: Lock, old: string, passphrase: string, count = rounds): Promise<Lock | null> {
  const raw = await unwrap(lock, old);
  if (!raw) return null;
  const changed = await wrap(raw, lock.id, passphrase, count);
  raw.fill(0);
  return changed;
}

// A file of its own, for a backup that may lie anywhere: it needs its passphrase and nothing else.
interface SealedFile {
  format: 'knotwork.sealed-backup/1';
  key: {name: 'PBKDF2'; hash: 'SHA-256'; rounds: number; salt: string};
  cipher: 'AES-256-GCM';
  data: string; // nonce, then what is sealed; base64
}

const aboutFile = (file: Pick<SealedFile, 'format' | 'key'>): string => `${file.format}|${file.key.rounds}|${file.key.salt}`;

export async function sealFile(text: string, passphrase: string, count = rounds): Promise<string> {
  const salt = random(16);
  const head = {format: 'knotwork.sealed-backup/1', key: {name: 'PBKDF2', hash: 'SHA-256', rounds: count, salt: toBase64(salt)}} as const;
  const data = await sealBytes(await passphraseKey(passphrase, salt, count), aboutFile(head), encoder.encode(text));
  const file: SealedFile = {...head, cipher: 'AES-256-GCM', data: toBase64(data)};
  return JSON.stringify(file, null, 1);
}

export function isSealedFile(value: unknown): value is SealedFile {
  const file = value as Partial<SealedFile> | null;
  return file?.format === 'knotwork.sealed-backup/1' && typeof file.data === 'string' && typeof file.key?.salt === 'string' &&
    Number.isInteger(file.key.rounds) && file.key.rounds > 0 && file.key.rounds <= 100_000_000;
}

// Null: another passphrase, or damaged.
export async function openFile(file: SealedFile, passphrase: string): Promise<string | null> {
  try {
    const key = await passphraseKey(passphrase, fromBase64(file.key.salt), file.key.rounds);
    const bytes = await openBytes(key, aboutFile(file), fromBase64(file.data));
    return bytes && decoder.decode(bytes);
  } catch {
    return null; // no base64
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  const step = 0x8000; // more arguments than this overflow the stack
  for (let i = 0; i < bytes.length; i += step) text += String.fromCharCode(...bytes.subarray(i, i + step));
  return btoa(text);
}

const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
