// Keeps the screen on. A browser lets go of it when the page is hidden, so it is asked for again when it comes back.
export class WakeLock {
  status: 'off' | 'on' | 'refused' | 'missing' = $state('off');
  #wanted = false;
  #sentinel: WakeLockSentinel | undefined;
  #again = () => {
    if (document.visibilityState === 'visible' && this.#wanted) void this.#ask();
  };

  async hold(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    document.addEventListener('visibilitychange', this.#again);
    await this.#ask();
  }

  async #ask(): Promise<void> {
    if (!('wakeLock' in navigator)) {
      this.status = 'missing';
      return;
    }
    if (this.#sentinel && !this.#sentinel.released) return;
    try {
      const sentinel = await navigator.wakeLock.request('screen');
      if (!this.#wanted) return await sentinel.release();
      this.#sentinel = sentinel;
      this.status = 'on';
      sentinel.addEventListener('release', () => {
        if (this.#sentinel === sentinel && this.#wanted) this.status = 'off';
      });
    } catch {
      this.status = 'refused'; // a battery that is nearly empty, or a rule of the device
    }
  }

  async letGo(): Promise<void> {
    this.#wanted = false;
    document.removeEventListener('visibilitychange', this.#again);
    const sentinel = this.#sentinel;
    this.#sentinel = undefined;
    this.status = 'off';
    await sentinel?.release().catch(() => undefined);
  }
}
