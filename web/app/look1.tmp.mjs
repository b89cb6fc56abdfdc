import {launch, open, shot} from './look.tmp.mjs';
const b = await launch();
for (const [size, theme, lang] of [['p', 'light', 'en'], ['d', 'dark', 'es']]) {
  const page = await open(b, {size, theme, lang, file: '/work/main/examples/runner-case.json'});
  await page.waitForTimeout(6000);
  await shot(page, `today-${size}-${theme}-${lang}`, true);
  await page.context().close();
}
await b.close();
