// Locks what is open once nobody has touched any window of the app for some minutes.
//
//     const idle = new IdleLock({minutes: () => 5, isOpen: () => key !== null, lock: () => ..., say: () => ...});
//     idle.watch();
//     const letGo = idle.hold();               // a guided session is followed without touching anything
export interface Idle {
  minutes(): number; // without a touch; 0: it is never locked
  isOpen(): boolean; // there is something to lock
  lock(): void;
  say(): void; // somebody is here: for the other windows, now and then
}

const sayEvery = 5000; // ms
const lookEvery = 5000;

export class IdleLock {
  #idle: Idle;
  #last = Date.now();
  #said = 0;
  #holds = 0;
  #watching: AbortController | null = null;

  constructor(idle: Idle) {
    this.#idle = idle;
  }

  watch(): void {
    if (this.#watching || typeof window === 'undefined') return;
    this.#watching = new AbortController();
    const {signal} = this.#watching;
    const touched = () => {
      this.#look(); // first: the touch that wakes a device must not count
      this.touch();
      if (Date.now() - this.#said <= sayEvery) return;
      this.#said = Date.now();
      this.#idle.say();
    };
    const look = () => this.#look();
    for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) addEventListener(kind, touched, {capture: true, passive: true, signal});
    addEventListener('visibilitychange', look, {signal});
    addEventListener('focus', look, {signal});
    const timer = setInterval(look, lookEvery);
    signal.addEventListener('abort', () => clearInterval(timer));
  }
  end(): void {
    this.#watching?.abort();
    this.#watching = null;
  }

  // Somebody is here, in this window or in another.
  touch(): void {
    this.#last = Date.now();
  }

  // Nothing is locked until what is given back is called.
  hold(): () => void {
    ++this.#holds;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      --this.#holds;
      this.touch();
    };
  }

  #look(): void {
    const limit = this.#idle.minutes() * 60_000;
    if (this.#holds === 0 && limit > 0 && Date.now() - this.#last > limit && this.#idle.isOpen()) this.#idle.lock();
  }
}
