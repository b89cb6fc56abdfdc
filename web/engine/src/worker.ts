// The worker of EngineClient: an Engine that is asked by messages.
import {Engine} from './engine.js';
import {toPlain} from './errors.js';
import type {FromWorker, ToWorker} from './messages.js';

interface Scope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: {data: ToWorker}) => void): void;
}
const scope = globalThis as unknown as Scope;

let engine: Engine | undefined;

// The buffers of an answer, which are handed over rather than copied.
function listBuffers(value: unknown, out: ArrayBuffer[] = []): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) out.push(value.buffer as ArrayBuffer);
  else if (Array.isArray(value)) for (const part of value) listBuffers(part, out);
  else if (value !== null && typeof value === 'object') for (const part of Object.values(value)) listBuffers(part, out);
  return out;
}

async function load(message: Extract<ToWorker, {kind: 'load'}>): Promise<void> {
  try {
    engine = await Engine.load(message);
    scope.postMessage({kind: 'loaded'});
  } catch (error) {
    scope.postMessage({kind: 'failed', error: toPlain(error)});
  }
}

function answer({id, method, values}: Extract<ToWorker, {kind: 'ask'}>): void {
  try {
    if (!engine) throw new Error('asked before the engine was loaded');
    const value = (engine[method] as (...given: unknown[]) => unknown).apply(engine, values);
    scope.postMessage({kind: 'answer', id, value}, method === 'call' ? [] : listBuffers(value));
  } catch (error) {
    scope.postMessage({kind: 'error', id, error: toPlain(error)});
  }
}

scope.addEventListener('message', ({data}) => {
  if (data.kind === 'load') void load(data);
  else answer(data);
});
