import {launch, open, pass, shot} from './look.tmp.mjs';
const b = await launch();
const page = await open(b, {size: 'd', theme: 'light', lang: 'en', file: '/work/main/examples/runner-case.json', clock: true});
const settle = async (ms = 400) => { await page.clock.runFor(400); await page.waitForTimeout(ms); };
await page.waitForTimeout(3000); await settle(2500);
const press = async (name, exact = false) => { await page.getByRole('button', {name, exact}).first().click({timeout: 8000}); await settle(); };
const plans = () => page.evaluate(async () => { const db = await new Promise((res) => { const r = indexedDB.open('knotwork'); r.onsuccess = () => res(r.result); }); const all = await new Promise((res) => { const q = db.transaction('rows').objectStore('rows').getAll(); q.onsuccess = () => res(q.result); }); db.close(); return all.map((x) => x.kind + ' ' + (x.kind === 'entry' ? JSON.parse(x.body).record.kind + ' of ' + (JSON.parse(x.body).record.of ?? '').slice(0, 4) + ' id ' + x.id.slice(0, 4) : x.id)); });
try {
  await shot(page, 'f-0');
  // make sure
  await page.getByText('Before you begin').click(); await settle();
  await shot(page, 'f-1');
  await page.getByRole('button', {name: /light touch/}).click(); await settle();
  await page.getByRole('button', {name: /^Yes/}).first().click(); await settle();
  await page.getByRole('button', {name: 'Right', exact: true}).first().click(); await settle();
  await press(/This one is so/); await settle(2500);
  await shot(page, 'f-2', true);
  console.log(await page.locator('h2').allTextContents());
  console.log((await plans()).join('\n'));
  // edit first item
  await page.getByText('Change it').first().click(); await settle();
  await page.getByLabel('Hold, seconds').first().fill('20'); await page.getByLabel('Note', {exact: true}).first().fill('Lean less');
  await press('Keep the changes'); await settle(2000);
  await shot(page, 'f-3', true);
  await page.getByText('Change it').last().click(); await settle();
  await page.getByRole('button', {name: 'Leave it out'}).last().click(); await settle(2500);
  await page.getByText('For a therapist').click(); await settle(1500);
  await page.getByLabel('Note to the whole plan').fill('Slowly in the first week.'); await page.getByLabel('Changed by').fill('A. Therapist');
  await shot(page, 'f-4', true);
  await page.getByRole('button', {name: 'Keep the changes'}).last().click(); await settle(2500);
  await shot(page, 'f-5', true);
  console.log(await page.locator('h2').allTextContents());
} catch (e) { console.log(e.message.slice(0, 500)); await shot(page, 'f-9', true); }
await b.close();
