// A session driven by a script, for tests: a device whose time passes when it is told to, and a person who answers.
import type {SessionDocument, SessionRequest, SessionState} from '$lib/types';

import {Guide, type Doors} from './guide.svelte';

export class Device {
  steady = 5000;
  wall = 1_700_000_000;
  kept: {session: SessionDocument; at_s: number}[] = [];
  #engine: Pick<Doors, 'open' | 'step'>;

  constructor(engine: Pick<Doors, 'open' | 'step'>) {
    this.#engine = engine;
  }

  get last() {
    const last = this.kept.at(-1);
    if (!last) throw new Error('nothing was kept');
    return last;
  }

  guide(request: SessionRequest, from: {session: SessionDocument; at_s: number} | null = null): Guide {
    const doors: Doors = {
      open: (asked) => this.#engine.open(asked),
      step: (asked) => this.#engine.step(asked),
      steady: () => this.steady,
      wall: () => this.wall,
      keep: (session, at_s) => this.kept.push(structuredClone({session, at_s})),
    };
    return new Guide(doors, {request, session: from?.session ?? null, at_s: from?.at_s ?? 0});
  }

  // Ten ticks a second, as the screen makes them.
  async pass(guide: Guide, seconds: number, until?: (state: SessionState) => boolean): Promise<void> {
    for (let tenth = 0; tenth < Math.round(seconds * 10); ++tenth) {
      this.sleep(0.1);
      await guide.tick();
      if (until && guide.state && until(guide.state)) return;
    }
  }

  // Nothing is called meanwhile.
  sleep(seconds: number): void {
    this.steady += seconds;
    this.wall += seconds;
  }
}
