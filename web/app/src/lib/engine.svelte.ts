// The engine in its worker, and how far it has come. One for the whole app. It loads once the first picture is there, or as soon
// as it is asked.
//
//     const trace = await engine.call('trace', drawing);     // waits until the engine is there
//     engineStatus.phase                                     // 'loading' | 'ready' | 'failed'
import {EngineClient, EngineCrash, type LoadProblem} from '@knotwork/engine/client';
import atlas from '@knotwork/engine/atlas.bin?url';
import wasm from '@knotwork/engine/knotwork.wasm?url';

import {firstPicture} from './first-picture';

export const engineStatus: {
  phase: 'loading' | 'ready' | 'failed';
  loaded: number; // bytes
  total: number;
  problem: LoadProblem | null;
  crashes: number; // recovered from
} = $state({phase: 'loading', loaded: 0, total: 0, problem: null, crashes: 0});

// What broke down with one worker is asked once more of the next: no question changes anything, and a session is opened again by
// whoever guides it.
class LastingClient extends EngineClient {
  override call: EngineClient['call'] = (...asked) => twice(() => super.call(...asked));
  override skin: EngineClient['skin'] = (...asked) => twice(() => super.skin(...asked));
  override figure: EngineClient['figure'] = (...asked) => twice(() => super.figure(...asked));
  override paint: EngineClient['paint'] = (...asked) => twice(() => super.paint(...asked));
  override field: EngineClient['field'] = (...asked) => twice(() => super.field(...asked));
  override fibres: EngineClient['fibres'] = (...asked) => twice(() => super.fibres(...asked));
}
const twice = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
  ask().catch((problem: unknown) => {
    if (problem instanceof EngineCrash) return ask();
    throw problem;
  });

export const engine = new LastingClient({
  worker: () => new Worker(new URL('./engine-worker.ts', import.meta.url), {type: 'module'}),
  waits: true,
  wasm,
  atlas,
  onProgress(loaded, total) {
    engineStatus.loaded = loaded;
    engineStatus.total = total;
  },
  onReady() {
    engineStatus.phase = 'ready';
    engineStatus.problem = null;
  },
  onFailure(problem) {
    engineStatus.phase = 'failed';
    engineStatus.problem = problem;
  },
  onCrash() {
    engineStatus.crashes += 1;
    engineStatus.phase = 'loading';
  },
});

// Tries again where it did not come.
export function retryEngine(): void {
  if (engineStatus.phase !== 'failed') return;
  engineStatus.phase = 'loading';
  engineStatus.loaded = 0;
  engine.retry();
}

void firstPicture.then(() => engine.start());
