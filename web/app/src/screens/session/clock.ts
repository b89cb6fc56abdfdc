// The clock of a session: seconds that never fall, and whether the app was away in between.
//
//     const clock = new SessionClock(performanceSeconds, wallSeconds, draft.at_s);
//     const {now_s, last_s, away_s} = clock.read();     // away_s above 0: nobody can tell what went on since last_s
//
// performance.now() does not go back when the clock of the device is set, but on some systems it stands still while the
// device sleeps; the wall clock shows that. A tab in the background is called once a second and goes on counting; where
// more than `longest_gap_s` is missing, the screen was locked or the device slept.

export const longest_gap_s = 12;

export class SessionClock {
  #steady: () => number;
  #wall: () => number;
  #begun: number;
  #offset_s: number;
  #last_s: number;
  #lastWall: number;

  constructor(steady: () => number, wall: () => number, offset_s = 0) {
    this.#steady = steady;
    this.#wall = wall;
    this.#begun = steady();
    this.#offset_s = offset_s;
    this.#last_s = offset_s;
    this.#lastWall = wall();
  }

  get last_s(): number {
    return this.#last_s;
  }

  read(): {now_s: number; last_s: number; away_s: number} {
    const last_s = this.#last_s;
    const now_s = Math.max(last_s, Math.round((this.#offset_s + this.#steady() - this.#begun) * 1000) / 1000);
    const gap = Math.max(now_s - last_s, this.#wall() - this.#lastWall);
    this.#last_s = now_s;
    this.#lastWall = this.#wall();
    return {now_s, last_s, away_s: gap > longest_gap_s ? gap : 0};
  }
}

export const steadySeconds = (): number => (performance.timeOrigin + performance.now()) / 1000;
export const wallSeconds = (): number => Date.now() / 1000;
