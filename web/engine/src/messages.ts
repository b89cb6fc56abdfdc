// What the client and its worker say to each other.
import type {PlainError} from './errors.js';

export type Method = 'call' | 'skin' | 'figure' | 'paint' | 'field' | 'fibres';

export type ToWorker =
  | {kind: 'load'; wasm: WebAssembly.Module; atlas: ArrayBuffer}
  | {kind: 'ask'; id: number; method: Method; values: unknown[]};

export type FromWorker =
  | {kind: 'loaded'}
  | {kind: 'failed'; error: PlainError} // while loading
  | {kind: 'answer'; id: number; value: unknown}
  | {kind: 'error'; id: number; error: PlainError};
