import {chromium} from '@playwright/test';
import {readFileSync, mkdirSync} from 'node:fs';
export const sizes = {s: [320, 568], p: [360, 740], l: [740, 360], d: [1280, 800]};
export const base = process.env.BASE ?? 'http://127.0.0.1:8977/';
export async function launch() {
  return chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']});
}
export async function open(browser, {size = 'p', theme = 'light', lang = 'en', file, clock = false, reduced = false, hand='right'}) {
  const [width, height] = sizes[size];
  const context = await browser.newContext({viewport: {width, height}, deviceScaleFactor: size === 'd' ? 1 : 2, hasTouch: size !== 'd', isMobile: size !== 'd', locale: lang, serviceWorkers: 'block', reducedMotion: reduced ? 'reduce' : 'no-preference'});
  const page = await context.newPage();
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) console.log('console', m.type(), m.text().slice(0, 300)); });
  page.on('pageerror', (e) => console.log('pageerror', e.message, e.stack?.slice(0, 500)));
  await page.addInitScript(({theme, lang, hand}) => localStorage.setItem('knotwork.settings', JSON.stringify({theme, language: lang, hand})), {theme, lang, hand});
  await page.goto(base + '#/about');
  await page.waitForTimeout(600);
  if (file) {
    const c = typeof file === 'string' ? JSON.parse(readFileSync(file)) : file;
    const draft = {profile: c.profile ?? {}, marks: c.drawing?.marks ?? c.marks ?? [], answers: c.answers ?? {}, acknowledged: c.acknowledged ?? [], alone: true, steps: []};
    await page.evaluate(async (text) => {
      const db = await new Promise((res, rej) => { const r = indexedDB.open('knotwork'); r.onsuccess = () => res(r.result); r.onerror = () => rej(r.error); });
      await new Promise((res, rej) => { const t = db.transaction('rows', 'readwrite'); t.objectStore('rows').put({id: 'draft/case/', kind: 'draft', group: '', key: '', body: JSON.stringify({text})}); t.oncomplete = res; t.onerror = () => rej(t.error); });
      db.close();
    }, JSON.stringify(draft));
  }
  if (clock) await page.clock.install();
  await page.goto(base + '#/today');
  await page.reload();
  return page;
}
export async function pass(page, seconds) {
  for (let i = 0; i < seconds; i += 2) { await page.clock.runFor(Math.min(2, seconds - i) * 1000); await page.waitForTimeout(25); }
}
export const shot = async (page, name, full = false) => { mkdirSync('/tmp/s_shots', {recursive: true}); await page.screenshot({path: `/tmp/s_shots/${name}.png`, fullPage: full}); };
