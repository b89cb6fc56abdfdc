import {launch, open, pass, shot} from './look.tmp.mjs';
import AxeBuilderM from '@axe-core/playwright'; const AxeBuilder = AxeBuilderM.default ?? AxeBuilderM;
const b = await launch();
for (const theme of ['light', 'dark']) {
const page = await open(b, {size: 's', theme, lang: 'en', file: '/work/main/examples/runner-case.json', clock: true});
const press = (name) => page.getByRole('button', {name, exact: typeof name === 'string'}).first().click({timeout: 8000});
const settle = async () => { await page.clock.runFor(400); await page.waitForTimeout(250); };
const axe = async (what) => { const r = await new AxeBuilder({page}).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze(); console.log(theme, what, r.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '').slice(0, 160)).join(' || ')}`)); };
await page.waitForTimeout(3000); await page.clock.runFor(2000); await page.waitForTimeout(2500);
for (const d of await page.locator('details').all()) await d.evaluate((e) => (e.open = true));
await settle(); await settle();
await axe('today');
await press(/Begin the session/); await page.waitForTimeout(600); await settle(); await axe('before');
await press(/^6/); await settle(); await axe('ready');
await press(/in position/); await settle(); await pass(page, 6); await axe('hold');
await press(/Sound|Settings of the session/); await settle(); await axe('dialog'); await press('Close'); await settle();
await press('Pause'); await settle(); await axe('paused'); await press('Go on'); await settle();
await pass(page, 88); await axe('ask'); await press('Same'); await settle(); await axe('rest');
await page.keyboard.press('Space'); await settle(); await pass(page, 92); await page.keyboard.press('ArrowDown'); await settle(); await axe('ready2');
await press(/in position/); await pass(page, 34); await press(/in position/); await settle(); await axe('work');
await press('Stop'); await settle(); await press(/Leave it out/); await settle(); await axe('movement'); await press('The same'); await settle(); await page.waitForTimeout(500); await axe('finished');
await page.context().close();
}
await b.close();
