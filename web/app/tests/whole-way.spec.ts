// The whole way, as somebody in pain goes it, from the first touch to a page for a therapist.
import {expect} from '@playwright/test';

import {finger, Keys, mouse} from './hands';
import {english, findEnglish, listTexts, spanish, type Words} from './languages';
import {test, waitUntilKept} from './server';
import {body, likelySources, paintThigh, readDraft, Way} from './way';

// Time of a session is driven by hand, which calls for frames faster than any screen shows them: figures stand still here.
test.use({contextOptions: {reducedMotion: 'reduce'}});
test.setTimeout(180_000);

// From the painted body to what follows from a session; the name of the source.
async function follow(way: Way, {reload}: {reload: boolean}): Promise<string> {
  const likely = await way.seeLikely();
  await way.goToCheck();
  expect(await way.passDangerSigns()).toBeGreaterThan(3);
  await way.answerUntilFound();
  await way.seeSource();
  await expect(way.heading).toContainText(likely, {ignoreCase: true});
  await way.goToToday();
  await way.beginSession(6);
  if (reload) await way.loseThePage();
  await way.finishSession(2);
  await way.seeProgress();
  return likely;
}

function expectReport(text: string, words: Words, source: string): void {
  expect(text).toContain(words.likeliest);
  expect(text.slice(text.indexOf(words.likeliest)).split('\n').slice(1, 4).join(' ')).toContain(source);
  expect(text).toMatch(words.dangerSigns);
  expect(text).toContain(words.notAdvice);
}

test('painted, asked, traced, planned, done through a reload, followed, and told to a therapist', async ({page, hasTouch}, info) => {
  const way = new Way(page, english, hasTouch ? finger : mouse);
  await page.goto('./');
  await paintThigh(page, english.back, hasTouch);
  const source = await follow(way, {reload: true});
  expectReport(await way.takeReport(info.outputPath('report.pdf')), english, source);
});

test('with keys alone', {tag: '@desktop'}, async ({page}, info) => {
  const way = new Way(page, english, new Keys(page));
  // Wherever one comes to, the focus is already there: at the heading, in a dialog, in a field.
  way.onStep = async (name) => {
    if (name.startsWith('where')) return;
    await expect(page.locator('main:focus-within, dialog:focus-within'), `the focus after "${name}"`).toHaveCount(1);
    if (/^(check|source|today|progress|share)/.test(name)) await expect(way.heading).toBeFocused();
  };
  await page.goto('./');
  await way.chooseFromList('calf', ['Upper calf, Right']);
  const source = await follow(way, {reload: false});
  expectReport(await way.takeReport(info.outputPath('report.pdf')), english, source);
});

test.describe('in Spanish', () => {
  test.use({locale: 'es-ES'});

  test('from the first visit on, with no English left', {tag: '@phone'}, async ({page}, info) => {
    expect(findEnglish(['Where it hurts', 'Presiona and suelta', 'Glúteo menor', 'No', 'Sesión', 'Aching'])).toEqual(['Where it hurts', 'Presiona and suelta', 'Aching']);
    const way = new Way(page, spanish, finger);
    const found = new Set<string>();
    way.onStep = async (name) => {
      for (const text of findEnglish(await listTexts(page))) found.add(`${name}: ${text}`);
    };
    await page.goto('./');
    await paintThigh(page, spanish.back, true);
    const source = await follow(way, {reload: true});
    const report = await way.takeReport(info.outputPath('report.pdf'));
    expectReport(report, spanish, source);
    for (const text of findEnglish(report.split('\n'))) found.add(`report: ${text}`);
    expect([...found]).toEqual([]);
  });

  test('nothing begins in English while the Spanish of the atlas is on its way', {tag: '@phone'}, async ({page}) => {
    let release = (): void => undefined;
    const isWanted = new Promise<void>((done) => (release = done));
    await page.route('**/es-*.js', async (route) => {
      await isWanted;
      await route.continue();
    });
    await page.goto('#/atlas/muscle/gluteus-minimus');
    await expect(page.getByRole('status').filter({hasText: 'Abriendo'})).toBeVisible();
    await page.goto('#/where');
    await paintThigh(page, spanish.back, true);
    await expect(likelySources(page)).toContainText(spanish.right);
    await page.getByRole('button', {name: spanish.list}).tap();
    expect(findEnglish(await listTexts(page))).toEqual([]);
    release();
    await page.getByRole('searchbox').fill('muslo');
    await expect(page.getByRole('checkbox', {name: /muslo, Derecha$/}).first()).toBeVisible();
    expect(findEnglish(await listTexts(page))).toEqual([]);
  });
});

test('with the server gone and no network after the first visit, and in another language than then', {tag: '@desktop'}, async ({browser, serve}, info) => {
  const server = await serve();
  const context = await browser.newContext({reducedMotion: 'reduce', baseURL: server.address, locale: 'en-GB', viewport: info.project.use.viewport!});
  const visit = await context.newPage();
  await visit.goto('./');
  await waitUntilKept(visit);
  await visit.close();
  await server.stop();
  await context.setOffline(true);

  const page = await context.newPage();
  const way = new Way(page, spanish, mouse);
  await page.goto('./');
  await expect(body(page)).toBeVisible();
  await page.getByRole('link', {name: english.settings}).click();
  await page.getByText('Español', {exact: true}).click();
  await page.getByRole('link', {name: spanish.whereStep}).click();
  await paintThigh(page, spanish.back);
  const source = await follow(way, {reload: true});
  expectReport(await way.takeReport(info.outputPath('report.pdf')), spanish, source);
  await context.close();
});

test('a danger sign on the way stops it until it is read, and leads to help instead of exercises', {tag: '@phone'}, async ({page}, info) => {
  const way = new Way(page, english, finger);
  const dialog = page.getByRole('dialog');
  await page.goto('./');
  await paintThigh(page, english.back, true);
  await way.seeLikely();
  await way.goToCheck();
  await way.button(/bladder/).tap();
  await way.button('Yes, that fits').tap();
  await page.getByRole('button', {name: 'Go on', exact: true}).tap();
  await expect(dialog).toContainText('Go to an emergency department now');
  await expect(dialog.getByRole('link', {name: /^112/})).toHaveAttribute('href', 'tel:112');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await expect.poll(async () => Object.values((await readDraft(page))?.answers ?? {})).toContain('yes');
  await page.reload();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', {name: 'I have read this'}).tap();
  await expect(dialog).toHaveCount(0);

  await way.passDangerSigns();
  await way.button(english.stop).tap();
  await expect(way.heading).toHaveText('Get help first: this is an emergency.');
  await expect(way.link(english.toToday)).toHaveCount(0);
  await page.getByRole('navigation').getByRole('link', {name: english.today}).tap();
  await expect(way.heading).toHaveText('First get help');
  await expect(page.getByRole('listitem').filter({hasText: 'New bladder trouble'})).toBeVisible();
  await expect(way.button(english.begin)).toHaveCount(0);
  const report = await way.takeReport(info.outputPath('report.pdf'));
  expect(report).toContain('Emergency: get help now');
  expect(report).toContain('Yes: New bladder trouble.');
  expect(report).toContain('No plan: a danger sign');
  expect(report).not.toMatch(/Hold \d+/);
});
