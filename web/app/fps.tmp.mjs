import {launch, open, shot} from './look.tmp.mjs';
const b = await launch();
const page = await open(b, {size: 'p', theme: 'light', lang: 'en', file: '/work/main/examples/runner-case.json'});
await page.waitForTimeout(6000);
await page.getByRole('button', {name: /Begin the session/}).click(); await page.waitForTimeout(1500);
await page.getByRole('button', {name: /^6/}).click(); await page.waitForTimeout(4000);
const t = Date.now(); await shot(page, 'fig-ready'); console.log('shot ms', Date.now() - t);
const c = Date.now(); console.log(await page.evaluate(async () => { let n = 0; const t0 = performance.now(); while (performance.now() - t0 < 2000) { await new Promise(requestAnimationFrame); n++; } return n / 2; }), 'raf/s', Date.now() - c);
await b.close();
