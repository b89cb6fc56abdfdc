import {launch, open, shot} from './look.tmp.mjs';
import {readFileSync} from 'node:fs';
const b = await launch();
const [size, theme, lang] = process.argv.slice(2);
const ex = '/work/main/examples/';
const load = (f) => JSON.parse(readFileSync(ex + f));
const ack = {...load('cases/cauda-equina-retention.json')};
const cases = {emergency: load('cases/cauda-equina-retention.json'), urgent: null, notmuscle: load('cases/l5-yard-work.json'), unknown: load('body-map.json'), condition: load('cases/l5-tight-buttock.json'), drawing: load('cyclist.json')};
for (const [name, c] of Object.entries(cases)) {
  if (!c) continue;
  const page = await open(b, {size, theme, lang, file: c});
  await page.waitForTimeout(5000);
  await shot(page, `r-${size}-${name}-0`);
  if (name === 'emergency') { await page.getByRole('button', {name: /I have read|Lo he le/}).click(); await page.waitForTimeout(1500); await shot(page, `r-${size}-urgent-0`); }
  const h = page.viewportSize().height;
  await page.evaluate((y) => scrollTo(0, y), h - 130); await page.waitForTimeout(200); await shot(page, `r-${size}-${name === 'emergency' ? 'urgent' : name}-1`);
  console.log(name, await page.evaluate(() => [document.querySelector('h1')?.textContent, document.documentElement.scrollWidth]));
  await page.context().close();
}
await b.close();
