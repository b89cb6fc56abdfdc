// What is kept: in two windows, sealed, without room, where storage is denied, and taken away and brought back.
import {readFile} from 'node:fs/promises';

import {expect, test, type BrowserContext, type Page} from '@playwright/test';

import {paintThigh} from './way';

const phrase = 'harbour lamp quiet seven';

async function openAt(page: Page, screen: string): Promise<void> {
  await page.goto(`./#/${screen}`);
  await page.locator('h1').first().waitFor();
}

const slider = (page: Page) => page.getByRole('slider', {name: 'Pain on average'});

async function logPain(page: Page, value: number): Promise<void> {
  await slider(page).fill(String(value));
  await page.getByRole('button', {name: 'Write it down', exact: true}).click();
  await expect(page.getByText(`Kept: Pain ${value} of 10`)).toBeVisible();
}

async function logNote(page: Page, text: string): Promise<void> {
  await page.getByRole('button', {name: 'Write down something else'}).click();
  await page.getByRole('textbox', {name: 'A note'}).fill(text);
  await page.locator('form').getByRole('button', {name: 'Write it down'}).click();
  await expect(page.getByRole('textbox', {name: 'A note'})).toBeHidden();
}

async function seal(page: Page): Promise<void> {
  await openAt(page, 'settings/passphrase');
  await page.getByRole('textbox', {name: 'Passphrase', exact: true}).fill(phrase);
  await page.getByRole('textbox', {name: 'The same once more'}).fill(phrase);
  await page.getByRole('checkbox', {name: 'I understand'}).check();
  await page.getByRole('button', {name: 'Seal everything'}).click();
  await expect(page.getByText('Everything is sealed now.')).toBeVisible();
}

async function unlock(page: Page, typed = phrase): Promise<void> {
  await page.getByRole('textbox', {name: 'Passphrase', exact: true}).fill(typed);
  await page.getByRole('button', {name: 'Unlock'}).click();
}

// Everything that lies in the database, bytes as letters.
const readRaw = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const opened = indexedDB.open('knotwork');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const db = opened.result;
    const parts: string[] = [];
    for (const name of db.objectStoreNames) {
      const all = db.transaction(name).objectStore(name).getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      parts.push(JSON.stringify(all.result, (_, value: unknown) => (value instanceof Uint8Array ? String.fromCharCode(...value) : value)));
    }
    db.close();
    return parts.join('\n');
  });

async function makeBackup(page: Page): Promise<string> {
  await openAt(page, 'share');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Make a backup'}).click()]);
  return readFile(await download.path(), 'utf8');
}

test('two windows follow each other, and locking one locks both', async ({context, page}) => {
  await openAt(page, 'progress');
  await logPain(page, 6);
  const other = await context.newPage();
  await openAt(other, 'progress');
  await expect(other.getByText('Today you wrote down 6')).toBeVisible();
  await logPain(other, 4);
  await expect(page.getByText('Pain 4 of 10').first()).toBeVisible();

  await seal(page);
  await expect(other.getByRole('heading', {name: 'Locked'})).toBeVisible();
  await expect(other.getByText('Pain 4 of 10')).toHaveCount(0);
  await unlock(other, 'not this one');
  await expect(other.getByText('This is not the passphrase.')).toBeVisible();
  await unlock(other);
  await expect(other.getByText('Pain 4 of 10').first()).toBeVisible();
  await other.getByRole('button', {name: 'Lock now'}).click();
  await expect(other.getByRole('heading', {name: 'Locked'})).toBeVisible();
  await openAt(page, 'progress');
  await expect(page.getByRole('heading', {name: 'Locked'})).toBeVisible();
});

test('sealed data show nothing in the database, and are asked for after a reload', async ({page}) => {
  await openAt(page, 'progress');
  await logNote(page, 'Zanzibar in the rain');
  expect(await readRaw(page)).toContain('Zanzibar');
  await seal(page);
  await openAt(page, 'progress');
  await logNote(page, 'Zanzibar once more');
  const raw = await readRaw(page);
  for (const secret of ['Zanzibar', 'rain', 'note', phrase]) expect(raw).not.toContain(secret);
  await page.reload();
  await expect(page.getByRole('heading', {name: 'Locked'})).toBeVisible();
  await unlock(page);
  await expect(page.getByText('Zanzibar in the rain')).toBeVisible();
  await expect(page.getByText('Zanzibar once more')).toBeVisible();
});

test('it locks by itself after some minutes without a touch', async ({page}) => {
  await page.clock.install();
  await openAt(page, 'progress');
  await logPain(page, 6);
  await seal(page);
  await page.getByRole('combobox', {name: 'Lock by itself after'}).selectOption({label: '2 minutes without a touch'});
  await openAt(page, 'progress');
  await page.clock.fastForward('01:30');
  await expect(page.getByText('Pain 6 of 10').first()).toBeVisible();
  await page.clock.fastForward('02:10');
  await expect(page.getByRole('heading', {name: 'Locked'})).toBeVisible();
});

test('storage denied: says so, works, and saves a file', async ({page}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => ({open: () => { throw new DOMException('denied', 'SecurityError'); }}),
    });
  });
  await openAt(page, 'progress');
  await expect(page.getByText('This browser keeps nothing here')).toBeVisible();
  await logPain(page, 6);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Save a file now'}).click()]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as {entries: {value: number}[]};
  expect(file.entries.map(({value}) => value)).toEqual([6]);
});

async function setQuota(context: BrowserContext, page: Page, origin: string, quotaSize?: number): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {origin, ...(quotaSize === undefined ? {} : {quotaSize})});
}

test('no room: says so, keeps it in this window, and saves it once there is room', async ({baseURL, context, page}) => {
  const {origin} = new URL(baseURL!);
  await setQuota(context, page, origin, 1); // before anything is kept: Chromium reckons with the room that it found first
  await openAt(page, 'progress');
  await logPain(page, 6);
  await expect(page.getByText('There is no room left on this device.')).toBeVisible();
  await expect(page.getByText('3 things are in this window only.')).toBeVisible();
  await logNote(page, 'Long run');
  await expect(page.getByText('4 things are in this window only.')).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Save a file now'}).click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain('Long run');
  await page.getByRole('button', {name: 'Try again'}).click();
  await expect(page.getByText('There is no room left on this device.')).toBeVisible();
  await setQuota(context, page, origin);
  await page.getByRole('button', {name: 'Try again'}).click({timeout: 3000}).catch(() => undefined); // whatever was written meanwhile has tried as well
  await expect(page.getByText('There is no room left on this device.')).toBeHidden();
  await page.reload();
  await expect(page.getByText('Long run')).toBeVisible();
  await expect(page.getByText('Pain 6 of 10').first()).toBeVisible();
});

test('a backup brings everything back after everything was deleted', async ({page}) => {
  await openAt(page, 'progress');
  await logPain(page, 6);
  await logNote(page, 'Before the storm');
  const backup = await makeBackup(page);
  expect(JSON.parse(backup)).toMatchObject({format: 'knotwork.journal/1', people: [{name: 'me'}]});

  await page.getByRole('button', {name: 'Delete everything …'}).click();
  const now = page.getByRole('button', {name: 'Delete everything now'});
  await expect(now).toBeDisabled();
  await page.getByRole('checkbox', {name: 'I want all of it deleted'}).check();
  await now.click();
  await expect(page.getByText('nothing is left in the storage of this browser')).toBeVisible();
  expect(await readRaw(page)).not.toContain('storm');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  const choose = page.getByLabel('Choose a file');
  await choose.setInputFiles({name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(backup.slice(0, -20))});
  await expect(page.getByText('This is no backup: it cannot be read')).toBeVisible();
  await choose.setInputFiles({name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(backup)});
  await expect(page.getByText('one person, one pain and 2 entries')).toBeVisible();
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText('4 new records were added.')).toBeVisible();
  await openAt(page, 'progress');
  await expect(page.getByText('Before the storm')).toBeVisible();
  expect(await makeBackup(page)).toBe(backup);
});

test('a sealed backup opens with its passphrase alone', async ({page}) => {
  await openAt(page, 'progress');
  await logNote(page, 'Before the storm');
  await openAt(page, 'share');
  await page.getByRole('checkbox', {name: 'Seal the file'}).check();
  await page.getByRole('textbox', {name: 'Passphrase of the file'}).fill(phrase);
  await expect(page.getByRole('button', {name: 'Make a backup'})).toBeDisabled();
  await page.getByRole('textbox', {name: 'The same once more'}).fill(phrase);
  const backup = await makeBackupOn(page);
  expect(backup).not.toContain('storm');
  await page.getByLabel('Choose a file').setInputFiles({name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(backup)});
  const field = page.getByRole('region', {name: 'Restore a backup'}).getByRole('textbox', {name: 'Passphrase of the file'});
  await field.fill('not this one');
  await page.getByRole('button', {name: 'Open it'}).click();
  await expect(page.getByText('This is not its passphrase')).toBeVisible();
  await field.fill(phrase);
  await page.getByRole('button', {name: 'Open it'}).click();
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText('Nothing new; 3 were there already.')).toBeVisible();
});

async function makeBackupOn(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Make a backup'}).click()]);
  return readFile(await download.path(), 'utf8');
}

test('several people are kept apart', async ({page}) => {
  await openAt(page, 'settings');
  await page.getByRole('switch', {name: 'Look after several people'}).check();
  await page.getByRole('link', {name: 'To the people'}).click();
  const initials = page.getByRole('textbox', {name: 'Initials'});
  await initials.fill('Rosa');
  await page.getByRole('button', {name: 'Begin with a drawing'}).click();
  await expect(page.getByText('This looks like a name.')).toBeVisible();
  for (const [name, value] of [['A. B.', 3], ['C. D.', 8]] as const) {
    await openAt(page, 'people');
    await initials.fill(name);
    await page.getByRole('button', {name: 'Begin with a drawing'}).click();
    await expect(page).toHaveURL(/#\/where/);
    await openAt(page, 'progress');
    await logPain(page, value);
  }
  await openAt(page, 'people');
  await page.getByRole('article', {name: 'A. B.'}).getByRole('button', {name: /^Pain, since/}).click();
  await expect(page).toHaveURL(/#\/where/);
  await openAt(page, 'progress');
  await expect(page.getByText('Pain 3 of 10').first()).toBeVisible();
  await expect(page.getByText('Pain 8 of 10')).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('Pain 3 of 10').first()).toBeVisible();
});

test('what was painted for one person waits under their name', async ({page}) => {
  await openAt(page, 'people');
  await page.getByRole('button', {name: 'Look after several people'}).click();
  const initials = page.getByRole('textbox', {name: 'Initials'});
  const begin = page.getByRole('button', {name: 'Begin with a drawing'});
  await initials.fill('A. B.');
  await begin.click();
  await paintThigh(page, 'Back');
  await expect(page.getByRole('status').filter({hasText: '%'})).toContainText('right');
  await openAt(page, 'people');
  await initials.fill('C. D.');
  await begin.click();
  await expect(page.getByRole('button', {name: 'Undo'}).first()).toBeDisabled();
  await openAt(page, 'people');
  await page.getByRole('article', {name: 'A. B.'}).getByRole('button', {name: /thigh.*, since/}).click();
  await expect(page.getByRole('status').filter({hasText: '%'})).toContainText('right');
});

test('files for others: a page to read, a health record that comes back the same, a table, a calendar', async ({page}) => {
  const journal = await readFile(new URL('../../../examples/journals/runner.json', import.meta.url));
  await page.clock.setFixedTime(new Date('2026-10-02T20:00:00'));
  await openAt(page, 'share');
  const choose = page.getByLabel('Choose a file');
  await choose.setInputFiles({name: 'runner.json', mimeType: 'application/json', buffer: journal});
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText('200 new records were added.')).toBeVisible();

  const make = async (region: string, button: string, nth = 0): Promise<Buffer> => {
    const pressed = page.getByRole('region', {name: region}).getByRole('button', {name: button}).nth(nth);
    const [download] = await Promise.all([page.waitForEvent('download'), pressed.click()]);
    return readFile(await download.path());
  };
  const bundle = await make('For another program', 'Make the file');
  await choose.setInputFiles({name: 'record.json', mimeType: 'application/json', buffer: bundle});
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText('Nothing new; 200 were there already.')).toBeVisible();
  expect((await make('For another program', 'Make the file', 1)).toString()).toMatch(/^time,date,person,/);
  const calendar = (await make('The plan in your calendar', 'Make the file')).toString();
  expect(calendar).toContain('BEGIN:VALARM');
  expect(calendar).toContain('T183000');
  const report = await make('For a therapist', 'Make the PDF');
  expect(report.subarray(0, 5).toString()).toBe('%PDF-');
  expect(report.length).toBeGreaterThan(200_000); // with its pictures
});
