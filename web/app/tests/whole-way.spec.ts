// The whole way, as somebody in pain goes it: paint, answer, see where it comes from, the plan, and a page for a therapist.
import {execFileSync} from 'node:child_process';

import {expect, test, type Page} from '@playwright/test';

import {body, paintThigh, read, journalOf, putBack} from './way';

interface Words {
  back: string;
  check: RegExp;
  skip: string;
  danger: RegExp;
  none: string;
  yes: string;
  unknown: RegExp;
  stop: string | RegExp;
  source: RegExp;
  plan: RegExp;
}
const english: Words = {
  back: 'Back', check: /Check it/, skip: 'Skip', danger: /Does any of these apply/, none: 'None of these', yes: 'Yes', unknown: /I don.t know/,
  stop: /^Stop here/, source: /Your pain|pain may|Nobody can|several|do not know|does not look/i, plan: /Today/,
};
const spanish: Words = {
  back: 'Espalda', check: /Revisar|Comprobar/, skip: 'Omitir', danger: /./, none: 'Ninguna', yes: 'Sí', unknown: /No (lo )?sé/,
  stop: /^Parar aquí|^Terminar aquí|^Dejarlo/, source: /dolor/i, plan: /Hoy/,
};

// Says no to every list of danger signs; returns how many lists there were.
async function passDangerSigns(page: Page, words: Words): Promise<number> {
  let lists = 0;
  const none = page.getByRole('button', {name: new RegExp(`^${words.none}`)});
  const question = page.getByRole('button', {name: words.unknown});
  for (; lists < 40; ++lists) {
    await expect(none.or(question).first()).toBeVisible();
    if (!(await none.isVisible())) break;
    const before = await page.locator('main').innerText();
    await none.click();
    await expect(async () => expect(await page.locator('main').innerText()).not.toBe(before)).toPass();
  }
  return lists;
}

async function answerSome(page: Page, words: Words, count: number): Promise<void> {
  for (let i = 0; i < count; ++i) {
    const heading = page.getByRole('heading', {level: 1});
    const before = await heading.innerText();
    await page.getByRole('button', {name: words.unknown}).first().click();
    await expect(heading).not.toHaveText(before);
  }
}

test('painted, asked, traced, planned, and told to a therapist', async ({page}, info) => {
  test.setTimeout(180_000);
  await page.goto('./');
  await paintThigh(page, english.back);
  await expect(page.getByRole('status').filter({hasText: '%'})).toContainText('right');
  await page.getByRole('link', {name: english.check}).click();
  await page.getByRole('button', {name: english.skip}).click();
  expect(await passDangerSigns(page, english)).toBeGreaterThan(1);
  await answerSome(page, english, 2);
  await page.getByRole('button', {name: english.stop}).click();
  await expect(page.getByRole('heading', {level: 1})).toHaveText(english.source);
  await expect(page.getByText(/in 10 \(|less than 1 in/).first()).toBeVisible();

  await page.goto('#/share');
  const making = page.waitForEvent('download', {timeout: 90_000});
  await page.getByRole('button', {name: 'Make the PDF'}).click();
  const keep = page.getByRole('button', {name: /^(Save|Download)/}).or(page.getByRole('link', {name: /^(Save|Download)/}));
  const download = await Promise.race([making, keep.first().waitFor().then(() => keep.first().click().then(() => making))]);
  const file = info.outputPath('report.pdf');
  await download.saveAs(file);
  const text = execFileSync('pdftotext', ['-layout', file, '-'], {encoding: 'utf8'});
  expect(text).toMatch(/education, not medical advice/i);
  expect(text).toMatch(/Danger signs/i);
});

test('a danger sign stops everything until it is read', async ({page}) => {
  const emergency = read('tests/cases/case-emergency.json');
  await page.goto('./');
  await putBack(page, journalOf(emergency));
  for (const screen of ['check', 'source', 'today']) {
    await page.goto(`#/${screen}`);
    await page.reload();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(/emergency/i);
    await expect(dialog.getByRole('link', {name: /112/})).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
  }
});

test('the language changes at once, on every screen', async ({page}) => {
  await page.goto('./');
  await paintThigh(page, english.back);
  await page.goto('#/settings');
  await page.getByText('Español', {exact: true}).click();
  await expect(page.getByRole('heading', {level: 1})).toHaveText('Ajustes');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.goto('#/source');
  await expect(page.getByRole('heading', {level: 1})).toHaveText(spanish.source);
  await page.goto('#/atlas/muscle/gluteus-minimus');
  await expect(page.getByRole('heading', {level: 1})).toHaveText('Glúteo menor');
  await page.goto('#/where');
  await expect(body(page)).toHaveAccessibleName(/Tu cuerpo/);
});
