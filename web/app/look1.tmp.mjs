import {launch, open, shot} from './look.tmp.mjs';
const b = await launch();
const [size, theme, lang, file = '/work/main/examples/runner-case.json', count = 6] = process.argv.slice(2);
const page = await open(b, {size, theme, lang, file});
await page.waitForTimeout(7000);
const tall = await page.evaluate(() => document.documentElement.scrollHeight), h = page.viewportSize().height;
for (let i = 0; i < Math.min(count, tall / (h - 120)); i++) { await page.evaluate((y) => scrollTo(0, y), i * (h - 120)); await page.waitForTimeout(150); await shot(page, `t-${size}-${i}`); }
console.log(tall, await page.evaluate(() => document.documentElement.scrollWidth));
await b.close();
