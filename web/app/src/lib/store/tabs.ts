// What the windows of one browser tell each other. None of it is about anybody: whoever hears it reads the database.

export type Word =
  | {kind: 'changed'; groups: string[]} // records
  | {kind: 'draft'; id: string}
  | {kind: 'lock'} // now
  | {kind: 'sealed'} // or opened up, or under another passphrase
  | {kind: 'active'} // somebody is at it: do not lock
  | {kind: 'erasing'} // let go of the database
  | {kind: 'erased'};

export interface Tabs {
  say(word: Word): void;
  close(): void;
}

export function joinTabs(name: string, hear: (word: Word) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return {say: () => undefined, close: () => undefined};
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<Word>) => hear(event.data);
  return {say: (word) => channel.postMessage(word), close: () => channel.close()};
}
