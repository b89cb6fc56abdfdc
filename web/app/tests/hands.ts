// The hands that the tests go the way with: a mouse, a finger, or keys alone.
import {expect, type Locator, type Page} from '@playwright/test';

export interface Point {
  x: number;
  y: number;
}

export interface Hand {
  press(what: Locator): Promise<void>; // a button, a link, a box
}

export const mouse: Hand = {press: (what) => what.click()};
export const finger: Hand = {press: (what) => what.tap()};

// A line drawn on the screen, with the button or the finger down.
export async function draw(page: Page, line: Point[], isTouch: boolean): Promise<void> {
  const steps = line.slice(1).flatMap((to, i) => {
    const from = line[i]!;
    return Array.from({length: 12}, (_, k) => ({x: from.x + ((to.x - from.x) * (k + 1)) / 12, y: from.y + ((to.y - from.y) * (k + 1)) / 12}));
  });
  if (isTouch) return touch(page, [line[0]!, ...steps].map((at) => [at]));
  await page.mouse.move(line[0]!.x, line[0]!.y);
  await page.mouse.down();
  for (const {x, y} of steps) await page.mouse.move(x, y);
  await page.mouse.up();
}

// Fingers as the device reports them: one list of places for each moment.
export async function touch(page: Page, moments: Point[][]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [i, fingers] of moments.entries())
    await session.send('Input.dispatchTouchEvent', {type: i === 0 ? 'touchStart' : 'touchMove', touchPoints: fingers.map(({x, y}, id) => ({x, y, id}))});
  await session.send('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: []});
  await session.detach();
}

// Tab, Enter and Space. At every stop on the way the focus has to be seen: marked, on the screen, and not behind anything.
export class Keys implements Hand {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(what: Locator): Promise<void> {
    await this.goTo(what);
    const isBox = (await what.getAttribute('type')) === 'checkbox';
    await this.#page.keyboard.press(isBox ? 'Space' : 'Enter');
  }

  async goTo(what: Locator): Promise<void> {
    await expect(what).toBeEnabled();
    for (let stops = 0; stops < 120; ++stops) {
      const {where, fault} = await what.evaluate(look);
      expect(fault).toBeNull();
      if (where === 'there') return;
      await this.#page.keyboard.press(where === 'past it' ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`no number of tabs leads to ${what.toString()}`);
  }
}

// Where the focus is, seen from where it shall go, and what keeps the element that has it from being seen as such.
function look(target: Element): {where: 'there' | 'before it' | 'past it'; fault: string | null} {
  const now = document.activeElement;
  if (!now || now === document.body) return {where: 'before it', fault: null}; // the end of the page, before its beginning
  const isPast = target.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  const where = now === target ? 'there' : isPast ? 'past it' : 'before it';
  if (/^H\d$/.test(now.tagName)) return {where, fault: null}; // where one landed; no control
  const name = `${now.tagName.toLowerCase()} "${(now.getAttribute('aria-label') ?? now.textContent ?? '').trim().slice(0, 40)}"`;
  const isMarked = [now, now.parentElement, now.parentElement?.parentElement].some((element) => {
    if (!element) return false;
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  if (!isMarked) return {where, fault: `${name} is not marked as focused`};
  const {left, right, top, bottom} = now.getBoundingClientRect();
  const shares = [0.5, 0.1, 0.9];
  const isSeen = shares.some((down) =>
    shares.some((across) => {
      const seen = document.elementFromPoint(left + across * (right - left), top + down * (bottom - top));
      return seen !== null && (now.contains(seen) || seen.contains(now));
    }),
  );
  return {where, fault: isSeen ? null : `${name} has the focus and is not seen`};
}
