// The way through the app, as somebody in pain goes it: shows where it hurts, is asked about danger signs, answers, sees where it
// comes from, takes the plan, does a session, sees how it goes, and takes a page to a therapist. With any hand, in both languages.
//
//     const way = new Way(page, english, mouse);
//     await page.goto('./');
//     await way.paint();
//     const likely = await way.seeLikely();
//     await way.passDangerSigns();
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

import {expect, type Locator, type Page} from '@playwright/test';

import {draw, type Hand, type Point} from './hands';
import type {Words} from './languages';

export const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

// --- the body

export const body = (page: Page): Locator => page.getByRole('application', {name: /Your body|Tu cuerpo/});

// A place of the picture: shares of the figure's height from its middle, which is the middle of the picture.
export async function place(page: Page, right: number, down: number): Promise<Point> {
  const box = (await body(page).boundingBox())!;
  const height = Math.min(box.height, (box.width / 1.07) * 1.7) / 1.06;
  return {x: box.x + box.width / 2 + right * height, y: box.y + box.height / 2 + down * height};
}

export type Line = [right: number, down: number][];
export const backOfRightThigh: Line = [[0.075, 0.06], [0.085, 0.2]];

export async function stroke(page: Page, line: Line, isTouch: boolean): Promise<void> {
  await draw(page, await Promise.all(line.map(([right, down]) => place(page, right, down))), isTouch);
}

// Shows another side of the body, and waits until it stands still.
export async function turn(page: Page, side: string): Promise<void> {
  await expect(page.getByText(/body is coming|cuerpo está llegando/)).toHaveCount(0);
  await page.getByRole('button', {name: side, exact: true}).click();
  let before = '';
  await expect(async () => {
    const now = (await body(page).screenshot()).toString('base64');
    const isStill = now === before;
    before = now;
    expect(isStill).toBe(true);
  }).toPass({intervals: [100]});
}

// Down the back of the right thigh, with what the device has.
export async function paintThigh(page: Page, back: string, isTouch = false): Promise<void> {
  await expect(body(page)).toBeVisible();
  await turn(page, back);
  await stroke(page, backOfRightThigh, isTouch);
}

// The case on the screen as it lies in the database; a reload in the same moment as a touch would come before it.
export const readDraft = (page: Page): Promise<{marks: unknown[]; answers: Record<string, unknown>} | null> =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({name}) => name === 'knotwork')) return null;
    const opened = indexedDB.open('knotwork');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const db = opened.result;
    let found = null;
    for (const name of db.objectStoreNames) {
      const all = db.transaction(name).objectStore(name).getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      for (const {id, body} of all.result as {id?: string; body?: string}[])
        if (id?.startsWith('draft/case')) found = JSON.parse((JSON.parse(body!) as {text: string}).text);
    }
    db.close();
    return found;
  });
export const waitUntilDrawn = (page: Page, marks: number): Promise<void> => expect.poll(async () => (await readDraft(page))?.marks.length).toBe(marks);

// What is said of the painting as it stands: "May come from Gluteus minimus, right 23 %".
export const likelySources = (page: Page): Locator => page.getByRole('status').filter({hasText: '%'});

// --- a case that is known already

const id = (letter: string) => letter.repeat(32);
export const journalOf = (known: unknown) => ({
  format: 'knotwork.journal/1',
  people: [{id: id('a'), name: 'R'}],
  episodes: [{id: id('b'), person: id('a'), title: 'Right buttock', begun: '2026-11-20'}],
  entries: [{id: id('c'), episode: id('b'), at: '2026-11-20T10:00:00+00:00', kind: 'case', document: known}],
});

// Puts back a backup as a person would.
export async function putBack(page: Page, journal: unknown): Promise<void> {
  await page.goto('#/share');
  await page.locator('input[type=file]').setInputFiles({name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(journal))});
  await page.getByRole('button', {name: 'Put it to what is here'}).click();
  await expect(page.getByText(/new records? (was|were) added/)).toBeVisible();
}

// --- a session, whose time is driven by hand

export const left = async (page: Page): Promise<number> => Number(await page.getByRole('timer').locator('span').first().textContent());

// Lets time pass in steps that the app would also see, each answered by the engine before the next: time stands still for the
// engine's own work, so that the tick that tells of it comes a little later. A countdown has to be running.
export async function pass(page: Page, seconds: number): Promise<void> {
  for (let rest = seconds; rest > 0; rest -= 8) {
    const before = await page.locator('main').innerText();
    await page.clock.runFor(1000 * Math.min(8, rest));
    await expect(async () => {
      await page.clock.runFor(100);
      expect(await page.locator('main').innerText()).not.toBe(before);
    }).toPass({intervals: [30]});
  }
}

// --- the way

export class Way {
  readonly page: Page;
  readonly words: Words;
  readonly hand: Hand;
  // Called wherever the way has come to something new.
  onStep: (name: string) => Promise<void> = async () => undefined;

  constructor(page: Page, words: Words, hand: Hand) {
    this.page = page;
    this.words = words;
    this.hand = hand;
  }

  get heading(): Locator {
    return this.page.getByRole('heading', {level: 1});
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', {name});
  }
  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', {name}).filter({visible: true});
  }

  // Without drawing: from the list.
  async chooseFromList(search: string, regions: string[]): Promise<void> {
    const {words, hand, page} = this;
    await hand.press(this.button(words.list));
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type(search);
    for (const region of regions) {
      const box = page.getByRole('checkbox', {name: region});
      await hand.press(box);
      await expect(box).toBeChecked();
    }
    await this.onStep('where, the list');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('searchbox')).toHaveCount(0);
  }

  // The name of the source that seems likeliest while one paints.
  async seeLikely(): Promise<string> {
    const sources = likelySources(this.page);
    await expect(sources).toContainText(this.words.right);
    await this.onStep('where, painted');
    return (await sources.locator('b').innerText()).split(',')[0]!;
  }

  async goToCheck(): Promise<void> {
    await this.hand.press(this.link(this.words.check).last());
    await expect(this.button(this.words.skip)).toBeVisible();
    await this.onStep('check, about you');
    await this.hand.press(this.button(this.words.skip));
  }

  get none(): Locator {
    return this.button(this.words.none);
  }

  // Says no to every list of danger signs; how many there were.
  async passDangerSigns(): Promise<number> {
    const question = this.page.getByRole('button', {name: this.words.yes, exact: true});
    for (let lists = 0; lists < 40; ++lists) {
      await expect(this.none.or(question)).toBeVisible();
      if (!(await this.none.isVisible())) return lists;
      await this.onStep('check, danger signs');
      await this.passList();
    }
    throw new Error('the danger signs never end');
  }
  async passList(): Promise<void> {
    const page = await this.page.getByText(this.words.page).innerText();
    await this.hand.press(this.none);
    await expect(this.page.getByText(page, {exact: true})).toHaveCount(0);
  }

  // Says yes where a press brings on the pain that one knows, and no before; how many questions there were.
  async answerUntilFound(): Promise<number> {
    for (let questions = 1; questions <= 20; ++questions) {
      const number = await this.page.getByText(this.words.question).innerText();
      const isMine = this.words.isMyPain.test(await this.heading.innerText());
      await this.onStep('check, a question');
      await this.hand.press(this.page.getByRole('button', {name: isMine ? this.words.yes : this.words.no, exact: true}));
      await expect(this.page.getByText(number, {exact: true})).toHaveCount(0);
      if (isMine) return questions;
    }
    throw new Error('nobody asked to press anywhere');
  }

  async seeSource(): Promise<void> {
    await this.hand.press(this.button(this.words.stop));
    await expect(this.heading).toHaveText(this.words.fromMuscle);
    await this.onStep('source');
  }

  async goToToday(): Promise<void> {
    await this.hand.press(this.link(this.words.toToday));
    await expect(this.heading).toHaveText(this.words.today);
    await expect(this.button(this.words.begin)).toBeVisible();
    await this.onStep('today');
  }

  // Once it has begun, time stands still but for what is let pass.
  async beginSession(pain: number): Promise<void> {
    await this.page.clock.install();
    await this.hand.press(this.button(this.words.begin));
    await expect(this.heading).toHaveText(this.words.before);
    await this.page.clock.pauseAt(Date.now() + 1000);
    await this.onStep('session, before');
    await this.hand.press(this.button(new RegExp(`^${pain}\\b`)));
    await expect(this.button(this.words.inPosition)).toBeVisible();
    await this.onStep('session, get ready');
  }

  // In the middle of the first hold the page is loaded anew, and the session goes on where it was.
  async loseThePage(): Promise<void> {
    const {page, words} = this;
    await this.hand.press(this.button(words.inPosition));
    await pass(page, 18); // the draft is kept after each step: the last, of 2 s, may be lost
    const before = await left(page);
    await page.reload();
    await page.clock.runFor(1000); // some of a page is fetched in an idle moment
    await expect(this.heading).toHaveText(words.where);
    await this.onStep('session, gone on with');
    await this.hand.press(this.page.getByRole('button', {name: words.goOn, exact: true}));
    expect(Math.abs((await left(page)) - before), 'seconds lost with the page').toBeLessThanOrEqual(3);
  }

  // Does whatever comes next until it is over: holds as long as asked, answers "less", and ends better than it began.
  async finishSession(pain: number): Promise<void> {
    const {words, page} = this;
    const end = this.heading.filter({hasText: words.better});
    const timer = page.getByRole('timer');
    const next = [this.button(words.inPosition), this.button(words.restNow), this.button(words.done), this.button(new RegExp(`^${pain}\\b`)), this.button(words.goesBetter)];
    const less = this.button(words.less);
    for (let steps = 0; steps < 120; ++steps) {
      const any = [end, timer, less, ...next].reduce((one, other) => one.or(other));
      await expect(any.first()).toBeVisible();
      if (await end.isVisible()) {
        await expect(page.getByText(words.kept)).toBeVisible();
        await page.clock.resume();
        return this.onStep('session, finished');
      }
      const shown: Locator[] = [];
      for (const one of next) if (await one.isVisible()) shown.push(one);
      if (!shown.length && (await timer.isVisible())) {
        await pass(page, 8);
        continue;
      }
      await this.onStep('session');
      const pressed = shown[0] ?? less;
      await this.hand.press(pressed);
      await expect(pressed).toBeHidden();
    }
    throw new Error('the session never ends');
  }

  async seeProgress(): Promise<void> {
    await this.hand.press(this.link(this.words.toProgress));
    await expect(this.heading).toHaveText(this.words.progress);
    await expect(this.page.getByText(this.words.oneSession)).toBeVisible();
    await expect(this.page.getByRole('listitem').filter({hasText: this.words.sessionBetter})).toBeVisible();
    await this.onStep('progress');
  }

  // The text of the page for a therapist.
  async takeReport(file: string): Promise<string> {
    const {words, hand, page} = this;
    const more = this.button(words.more);
    if (await more.isVisible()) await hand.press(more);
    await hand.press(this.link(words.share));
    await expect(this.heading).toHaveText(words.share);
    await this.onStep('share');
    const coming = page.waitForEvent('download', {timeout: 90_000});
    await hand.press(this.button(words.makeReport));
    await (await coming).saveAs(file);
    return execFileSync('pdftotext', ['-layout', file, '-'], {encoding: 'utf8'});
  }
}
