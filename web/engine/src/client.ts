// The engine in a worker of its own, so that a page never waits for it.
//
//     const engine = new EngineClient({onProgress: (loaded, total) => ..., onCrash: () => ...});
//     const trace = await engine.call('trace', drawing);        // waits until the engine is there
//
// Loading begins at once, or, where it `waits`, with start() or the first question. Where it fails, onFailure says why and every
// call is refused with that EngineLoadError; retry() tries again. A worker that breaks down, or that answers nothing for half a
// minute, is noticed: onCrash is told, what was asked is refused with an EngineCrash, and a new worker
// takes its place without another download. A session that it kept has to be opened again, from the last state that was answered.
// Questions are answered in the order they were asked, one at a time; one that was given up (AbortSignal) before its turn is never
// worked on.
import {downloadAtlas, downloadWasm, totalBytes} from './download.js';
import {compile} from './engine.js';
import {EngineCrash, EngineLoadError, fromPlain, type LoadProblem} from './errors.js';
import type {FromWorker, Method, ToWorker} from './messages.js';
import type {Action, Asked, Body, Drawing, Fibres, Field, Figure, Painted, Response, Skin} from './types.js';

export {EngineCrash, EngineError, EngineLoadError, type LoadProblem} from './errors.js';

export interface EngineClientOptions {
  worker?: () => Worker; // makes the worker, whose script is or imports @knotwork/engine/worker
  wasm?: string | URL; // where knotwork.wasm and atlas.bin are fetched from
  atlas?: string | URL;
  patience_s?: number; // how long one answer may take; 30 if not given
  waits?: boolean; // loads nothing before start() or the first question
  onProgress?: (loaded: number, total: number) => void; // bytes, before compression
  onReady?: () => void; // loaded, also after a crash
  onFailure?: (problem: LoadProblem, error: EngineLoadError) => void;
  onCrash?: (error: EngineCrash) => void;
}

export interface CallOptions {
  signal?: AbortSignal;
}

interface Job {
  id: number;
  method: Method;
  values: unknown[];
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

// A worker that breaks down so often without a single answer in between would do so for ever.
const mostCrashes = 3;

export class EngineClient {
  readonly #options: EngineClientOptions;
  #parts: Promise<{wasm: WebAssembly.Module; atlas: Uint8Array<ArrayBuffer>}> | undefined; // kept for the next worker
  #worker: Worker | undefined;
  #state: 'loading' | 'ready' | 'failed' | 'closed' = 'loading';
  #failure: EngineLoadError | undefined;
  #queue: Job[] = []; // the first is being worked on, once the worker is ready
  #asked = 0;
  #nextId = 1;
  #crashes = 0; // since the last answer
  #watching: ReturnType<typeof setInterval> | undefined;
  #isStarted = false;

  constructor(options: EngineClientOptions = {}) {
    this.#options = options;
    if (!options.waits) this.start();
  }

  // Begins to load. Does nothing where that has begun.
  start(): void {
    if (this.#isStarted || this.#state === 'closed') return;
    this.#isStarted = true;
    void this.#start();
  }

  // The options come after the request; without a request, after undefined.
  call<A extends Action>(action: A, ...asked: [...Asked<A>, options?: CallOptions]): Promise<Response<A>> {
    const [request, options] = asked as unknown as [unknown, CallOptions?];
    return this.#ask('call', [action, request], options) as Promise<Response<A>>;
  }

  skin(body: Body, options?: CallOptions): Promise<Skin> {
    return this.#ask('skin', [body], options) as Promise<Skin>;
  }
  figure(body: Body, options?: CallOptions): Promise<Figure> {
    return this.#ask('figure', [body], options) as Promise<Figure>;
  }
  paint(drawing: Drawing, options?: CallOptions): Promise<Painted> {
    return this.#ask('paint', [drawing], options) as Promise<Painted>;
  }
  field(source: string, options?: CallOptions): Promise<Field> {
    return this.#ask('field', [source], options) as Promise<Field>;
  }
  fibres(muscle: string, options?: CallOptions): Promise<Fibres> {
    return this.#ask('fibres', [muscle], options) as Promise<Fibres>;
  }

  // Tries again after a failure. Does nothing where there was none.
  retry(): void {
    if (this.#state !== 'failed') return;
    this.#state = 'loading';
    this.#failure = undefined;
    this.#crashes = 0;
    void this.#start();
  }

  // Ends the worker. What was asked and not answered is refused, and so is all that is asked from now on.
  close(): void {
    this.#state = 'closed';
    this.#end();
    this.#refuse(new EngineCrash('the engine was closed'));
  }

  #ask(method: Method, values: unknown[], options: CallOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const {signal} = options;
      if (signal?.aborted) return reject(signal.reason);
      if (this.#state === 'closed') return reject(new EngineCrash('the engine was closed'));
      if (this.#failure) return reject(this.#failure);
      this.start();
      const job: Job = {id: this.#nextId++, method, values, resolve, reject};
      this.#queue.push(job);
      // One that is being worked on is not taken back: its answer is left unheard.
      signal?.addEventListener('abort', () => {
        if (this.#queue.includes(job) && job.id !== this.#asked) this.#queue.splice(this.#queue.indexOf(job), 1);
        reject(signal.reason);
      });
      this.#next();
    });
  }

  #next(): void {
    const job = this.#queue[0];
    if (this.#state !== 'ready' || !job || job.id === this.#asked) return;
    this.#asked = job.id;
    this.#watch();
    try {
      this.#send({kind: 'ask', id: job.id, method: job.method, values: job.values});
    } catch (error) {
      // What cannot be sent to a worker (a function, say) is a mistake of whoever asks.
      this.#unwatch();
      this.#queue.shift();
      job.reject(error);
      this.#next();
    }
  }

  #send(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  async #fetchParts(): Promise<{wasm: WebAssembly.Module; atlas: Uint8Array<ArrayBuffer>}> {
    let loaded = 0;
    const progress = (bytes: number): void => {
      loaded += bytes;
      this.#options.onProgress?.(loaded, totalBytes);
    };
    const wasm = this.#options.wasm ?? new URL('./knotwork.wasm', import.meta.url);
    const atlas = this.#options.atlas ?? new URL('./atlas.bin', import.meta.url);
    const [module, bytes] = await Promise.all([
      downloadWasm(String(wasm), progress).then(compile),
      downloadAtlas(String(atlas), progress),
    ]);
    return {wasm: module, atlas: bytes};
  }

  async #start(): Promise<void> {
    try {
      this.#parts ??= this.#fetchParts();
      const {wasm, atlas} = await this.#parts;
      if (this.#state !== 'loading') return;
      const worker = this.#options.worker?.() ?? new Worker(new URL('./worker.js', import.meta.url), {type: 'module'});
      this.#worker = worker;
      worker.addEventListener('message', ({data}: MessageEvent<FromWorker>) => {
        if (worker === this.#worker) this.#hear(data);
      });
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        if (worker === this.#worker) this.#crash(new EngineCrash(event.message || 'the worker of the engine broke down'));
      });
      worker.addEventListener('messageerror', () => {
        if (worker === this.#worker) this.#crash(new EngineCrash('an answer of the engine could not be read'));
      });
      this.#watch();
      this.#send({kind: 'load', wasm, atlas: atlas.slice().buffer});
    } catch (error) {
      this.#parts = undefined;
      this.#fail(error instanceof EngineLoadError ? error : new EngineLoadError('unsupported', (error as Error).message));
    }
  }

  // A worker that is gone or goes round in circles says nothing at all. Time is counted in ticks that the page has seen itself:
  // while a device sleeps, page and worker stand still together.
  #watch(): void {
    this.#unwatch();
    const patience_s = this.#options.patience_s ?? 30;
    let ticks = 0;
    this.#watching = setInterval(() => {
      ticks += 1;
      if (ticks === 6) this.#crash(new EngineCrash(`the engine has not answered for ${patience_s} s`));
    }, (1000 * patience_s) / 6);
  }

  #unwatch(): void {
    clearInterval(this.#watching);
    this.#watching = undefined;
  }

  #hear(message: FromWorker): void {
    this.#unwatch();
    if (message.kind === 'loaded') {
      this.#state = 'ready';
      this.#options.onReady?.();
      return this.#next();
    }
    const error = message.kind === 'answer' ? undefined : fromPlain(message.error);
    if (error instanceof EngineCrash) return this.#crash(error);
    if (message.kind === 'failed') {
      this.#parts = undefined;
      return this.#fail(error as EngineLoadError);
    }
    const job = this.#queue[0];
    if (job?.id !== message.id) return this.#crash(new EngineCrash('the engine answered what was not asked'));
    this.#queue.shift();
    this.#crashes = 0;
    if (message.kind === 'answer') job.resolve(message.value);
    else job.reject(error);
    this.#next();
  }

  #crash(error: EngineCrash): void {
    if (this.#state === 'closed' || this.#state === 'failed') return;
    this.#end();
    this.#state = 'loading';
    this.#crashes += 1;
    this.#refuse(error);
    this.#options.onCrash?.(error);
    if (this.#crashes < mostCrashes) void this.#start();
    else this.#fail(new EngineLoadError('crashed', `the engine broke down ${mostCrashes} times in a row: ${error.message}`));
  }

  #fail(error: EngineLoadError): void {
    if (this.#state === 'closed') return;
    this.#end();
    this.#state = 'failed';
    this.#failure = error;
    this.#refuse(error);
    this.#options.onFailure?.(error.problem, error);
  }

  #end(): void {
    this.#unwatch();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#asked = 0;
  }

  #refuse(reason: Error): void {
    for (const job of this.#queue.splice(0)) job.reject(reason);
  }
}
