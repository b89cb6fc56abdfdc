// What a person chose of the app itself; kept on the device, outside the journal, since none of it is about their health.
import type {Language} from './i18n.svelte';

export interface Settings {
  language: Language;
  theme: 'system' | 'light' | 'dark';
  hand: 'right' | 'left'; // tools lie under this thumb
  motion: 'system' | 'reduced';
  body: 'neutral' | 'female' | 'male'; // the figure that is painted on
  sound: boolean;
  vibration: boolean;
  several: boolean; // people: the therapist's mode
  autolock: number; // minutes without a touch; 0: never
  voice: boolean; // spoken words during a session, where the device has a voice of its own
}

const key = 'knotwork.settings';
const defaults: Settings = {
  language: typeof navigator !== 'undefined' && navigator.language.startsWith('es') ? 'es' : 'en',
  theme: 'system',
  hand: 'right',
  motion: 'system',
  body: 'neutral',
  sound: true,
  vibration: true,
  several: false,
  autolock: 5,
  voice: false,
};

function read(): Partial<Settings> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return kept && typeof kept === 'object' ? kept : null;
  } catch {
    return null; // storage denied, or not ours
  }
}

const kept = read();
export const isFirstVisit = kept === null; // every visit keeps them
export const settings: Settings = $state({...defaults, ...kept});

export function resetSettings(): void {
  Object.assign(settings, defaults);
}

// Kept and shown from here on; called once, by App.
export function watchSettings(): void {
  $effect(() => {
    const text = JSON.stringify(settings);
    try {
      localStorage.setItem(key, text);
    } catch {
      // The app works without; it asks again next time.
    }
  });
  $effect(() => {
    const root = document.documentElement;
    root.lang = settings.language;
    root.dataset['theme'] = settings.theme;
    root.dataset['hand'] = settings.hand;
    root.dataset['motion'] = settings.motion;
  });
}

// Outside a browser nothing moves and nothing is asked.
const lessMotion = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;
export const isMotionReduced = (): boolean => settings.motion === 'reduced' || lessMotion?.matches === true;
