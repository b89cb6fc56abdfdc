// Spoken words, where the device itself has a voice for the language: none that would send text to a server is used.
import {language} from '$lib/i18n.svelte';

export class Voice {
  #voices: SpeechSynthesisVoice[] = $state.raw([]);
  #read = () => {
    this.#voices = speechSynthesis.getVoices().filter((voice) => voice.localService);
  };

  constructor() {
    if (typeof speechSynthesis === 'undefined') return;
    this.#read();
    speechSynthesis.addEventListener?.('voiceschanged', this.#read);
  }

  get voice(): SpeechSynthesisVoice | undefined {
    const fitting = this.#voices.filter((voice) => voice.lang.toLowerCase().startsWith(language()));
    return fitting.find((voice) => voice.default) ?? fitting[0];
  }

  say(text: string): void {
    const voice = this.voice;
    if (!voice || !text) return;
    speechSynthesis.cancel(); // what is said is what is now
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.95;
    speechSynthesis.speak(said);
  }

  close(): void {
    if (typeof speechSynthesis === 'undefined') return;
    speechSynthesis.cancel();
    speechSynthesis.removeEventListener?.('voiceschanged', this.#read);
  }
}
