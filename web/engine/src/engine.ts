// The engine, in this thread: each call is answered at once.
//
//     const engine = await Engine.load({wasm, atlas});          // bytes of knotwork.wasm and atlas.bin
//     const trace = engine.call('trace', drawing);              // throws EngineError for a drawing that cannot be used
//     const {positions, triangles} = engine.skin('female');
//
// In a page, use EngineClient (./client): a trace takes some milliseconds, a plan some tens.
import {EngineCrash, EngineError, EngineLoadError} from './errors.js';
import createKnotwork, {type KnotworkModule} from './knotwork.mjs';
import type {Action, Asked, Body, Drawing, Fibres, Field, Figure, Painted, Response, Skin} from './types.js';

export interface EngineParts {
  wasm: BufferSource | WebAssembly.Module; // knotwork.wasm
  atlas: BufferSource; // atlas.bin; copied
}

const toBytes = (source: BufferSource): Uint8Array =>
  ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);

// The error that the module answers with, or nothing.
function findError(answer: unknown): EngineError | undefined {
  const error = (answer as {error?: {code: string; where: string; reason: string}}).error;
  return error && new EngineError(error.code, error.where, error.reason);
}

export async function compile(wasm: BufferSource): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object') throw new EngineLoadError('unsupported', 'WebAssembly is not known here');
  try {
    return await WebAssembly.compile(wasm);
  } catch (error) {
    throw new EngineLoadError('unsupported', `knotwork.wasm cannot be compiled: ${(error as Error).message}`);
  }
}

export class Engine {
  readonly #module: KnotworkModule;
  #crash: EngineCrash | undefined;

  private constructor(module: KnotworkModule) {
    this.#module = module;
  }

  // Throws EngineLoadError: 'unsupported' where the module does not compile, 'corrupted' where the atlas is none.
  static async load({wasm, atlas}: EngineParts): Promise<Engine> {
    const compiled = wasm instanceof WebAssembly.Module ? wasm : await compile(wasm);
    const module = await new Promise<KnotworkModule>((resolve, reject) => {
      createKnotwork({
        instantiateWasm(imports, done) {
          WebAssembly.instantiate(compiled, imports).then(done).catch(reject);
          return {};
        },
      }).then(resolve, reject);
    });
    try {
      module.loadAtlas(toBytes(atlas));
    } catch (error) {
      throw new EngineLoadError('corrupted', `atlas.bin: ${readError(error).message}`);
    }
    return new Engine(module);
  }

  call<A extends Action>(action: A, ...[request]: Asked<A>): Response<A> {
    const answer: unknown = JSON.parse(
      this.#run((module) => module.call(action, request === undefined ? '' : JSON.stringify(request))),
    );
    const error = findError(answer);
    if (error) throw error;
    return answer as Response<A>;
  }

  skin(body: Body): Skin {
    return this.#run((module) => module.skin(body));
  }

  figure(body: Body): Figure {
    return this.#run((module) => module.figure(body));
  }

  paint(drawing: Drawing): Painted {
    return this.#run((module) => module.paint(JSON.stringify(drawing)));
  }

  // Of a trigger point or condition, by the id that a trace gives it: "gluteus-minimus/2/right".
  field(source: string): Field {
    return this.#run((module) => module.field(source));
  }

  // Of a muscle, by any of its names.
  fibres(muscle: string): Fibres {
    return this.#run((module) => module.fibres(muscle));
  }

  // After a breakdown the module's memory is not to be trusted, so nothing more is asked of it.
  #run<T>(use: (module: KnotworkModule) => T): T {
    if (this.#crash) throw this.#crash;
    try {
      return use(this.#module);
    } catch (error) {
      const known = readError(error);
      if (known instanceof EngineCrash) this.#crash = known;
      throw known;
    }
  }
}

// What the module throws: its own errors are JSON, anything else is a breakdown.
function readError(error: unknown): EngineError | EngineCrash {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('{"error":')) {
    const known = findError(JSON.parse(message));
    if (known) return known;
  }
  return new EngineCrash(`the engine broke down: ${message}`);
}
