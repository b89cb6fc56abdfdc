// The gentle tones of a session, made on the spot (Web Audio): nothing is fetched.
import type {Cue} from './cues';

// Frequency in Hz, beginning and length in seconds, loudness of 1; a tone that glides has two frequencies.
interface Tone {
  from: number;
  to?: number;
  at: number;
  length: number;
  level: number;
}

const tone = (from: number, at: number, length: number, level: number, to?: number): Tone => ({from, at, length, level, ...(to ? {to} : {})});

// A rising pair begins, a falling pair ends; breath glides up and down, so quietly that it does not tire.
export const tones: Record<Cue, Tone[]> = {
  start: [tone(392, 0, 0.35, 0.22), tone(587.33, 0.16, 0.7, 0.22)],
  'breathe-in': [tone(196, 0, 1.4, 0.05, 261.63)],
  'breathe-out': [tone(261.63, 0, 2, 0.05, 174.61)],
  enough: [tone(659.25, 0, 0.9, 0.16)],
  end: [tone(587.33, 0, 0.45, 0.24), tone(392, 0.22, 1.1, 0.24)],
  rest: [tone(440, 0, 0.6, 0.16)],
  soon: [tone(523.25, 0, 0.16, 0.12)],
  next: [tone(440, 0, 0.3, 0.18), tone(440, 0.25, 0.5, 0.18)],
  side: [tone(440, 0, 0.25, 0.2), tone(587.33, 0.2, 0.25, 0.2), tone(440, 0.4, 0.5, 0.2)],
  paused: [tone(293.66, 0, 0.4, 0.14)],
  finished: [tone(392, 0, 0.5, 0.2), tone(493.88, 0.2, 0.5, 0.2), tone(587.33, 0.4, 1.4, 0.22)],
};

const attack_s = 0.03;

export class Sounds {
  #context: AudioContext | undefined;

  // Within a press of a button: browsers are silent until there was one. Again after a phone call or a lock.
  async wake(): Promise<void> {
    if (typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    if (this.#context.state !== 'running') await this.#context.resume().catch(() => undefined);
  }

  play(cue: Cue): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    for (const {from, to, at, length, level} of tones[cue]) {
      const begin = context.currentTime + at;
      const oscillator = new OscillatorNode(context, {type: 'sine', frequency: from});
      const gain = new GainNode(context, {gain: 0});
      if (to) oscillator.frequency.exponentialRampToValueAtTime(to, begin + length);
      gain.gain.setValueAtTime(0.0001, begin);
      gain.gain.exponentialRampToValueAtTime(level, begin + Math.max(attack_s, length * (to ? 0.4 : 0)));
      gain.gain.exponentialRampToValueAtTime(0.0001, begin + length);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(begin + length + 0.05);
    }
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    await context?.close().catch(() => undefined);
  }
}
