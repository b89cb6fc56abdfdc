import {expect, test} from 'vitest';

import {changeLock, isSealedFile, makeLock, open, openFile, rounds, seal, sealFile, unlock} from './seal';

const quick = 1000;
const phrase = 'buque lámpara ciervo nube';

test('the number of rounds is not below what is advised', () => {
  expect(rounds).toBeGreaterThanOrEqual(600_000);
});

test('a lock opens with its passphrase alone', async () => {
  const {lock, key} = await makeLock(phrase, quick);
  const sealed = await seal(key, 'entry', 'a1', 'pain 4');
  const again = await unlock(lock, phrase);
  expect(again && (await open(again, 'entry', 'a1', sealed))).toBe('pain 4');
  expect(await unlock(lock, `${phrase} `)).toBeNull();
  expect(await unlock(lock, '')).toBeNull();
});

test('an accent counts the same however it is typed', async () => {
  const {lock} = await makeLock(phrase.normalize('NFC'), quick);
  expect(await unlock(lock, phrase.normalize('NFD'))).not.toBeNull();
});

test('a record cannot be changed, cut, or stand in for another', async () => {
  const {key} = await makeLock(phrase, quick);
  const sealed = await seal(key, 'entry', 'a1', 'pain 4');
  expect(await open(key, 'entry', 'a2', sealed)).toBeNull();
  expect(await open(key, 'person', 'a1', sealed)).toBeNull();
  expect(await open(key, 'entry', 'a1', sealed.slice(0, -1))).toBeNull();
  expect(await open(key, 'entry', 'a1', sealed.slice(0, 5))).toBeNull();
  for (let i = 0; i < sealed.length; ++i) {
    const changed = sealed.slice();
    changed[i]! ^= 1;
    expect(await open(key, 'entry', 'a1', changed)).toBeNull();
  }
});

test('the same text is never sealed alike', async () => {
  const {key} = await makeLock(phrase, quick);
  const once = await seal(key, 'entry', 'a1', 'pain 4');
  expect(await seal(key, 'entry', 'a1', 'pain 4')).not.toEqual(once);
});

test('another passphrase opens what the first one sealed', async () => {
  const {lock, key} = await makeLock(phrase, quick);
  const sealed = await seal(key, 'entry', 'a1', 'pain 4');
  expect(await changeLock(lock, 'not this one', 'new passphrase', quick)).toBeNull();
  const changed = await changeLock(lock, phrase, 'new passphrase', 2 * quick);
  expect(changed?.id).toBe(lock.id);
  expect(changed?.rounds).toBe(2 * quick);
  expect(await unlock(changed!, phrase)).toBeNull();
  const again = await unlock(changed!, 'new passphrase');
  expect(await open(again!, 'entry', 'a1', sealed)).toBe('pain 4');
});

test('fewer rounds than were written do not open', async () => {
  const {lock} = await makeLock(phrase, quick);
  expect(await unlock({...lock, rounds: quick - 1}, phrase)).toBeNull();
});

test('a sealed file shows nothing and opens with its passphrase', async () => {
  const text = JSON.stringify({name: 'Rosa Fuentes', long: 'x'.repeat(100_000)});
  const written = await sealFile(text, phrase, quick);
  expect(written).not.toContain('Rosa Fuentes'); // a first name alone may come up by chance
  const file: unknown = JSON.parse(written);
  expect(isSealedFile(file)).toBe(true);
  if (!isSealedFile(file)) return;
  expect(await openFile(file, phrase)).toBe(text);
  expect(await openFile(file, 'another')).toBeNull();
  expect(await openFile({...file, data: `${file.data.slice(0, -8)}AAAAAAA=`}, phrase)).toBeNull();
  expect(await openFile({...file, data: '*'}, phrase)).toBeNull();
  expect(isSealedFile({...file, format: 'knotwork.journal/1'})).toBe(false);
  expect(isSealedFile(null)).toBe(false);
});
