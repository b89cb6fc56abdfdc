// The engine in its worker, and how far it has come. One for the whole app. It loads once the first picture is there, or as soon
// as it is asked.
//
//     const trace = await engine.call('trace', drawing);     // waits until the engine is there
//     engineStatus.phase                                     // 'loading' | 'ready' | 'failed'
import {EngineClient, type LoadProblem} from '@knotwork/engine/client';
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

export const engine = new EngineClient({
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

void firstPicture.then(() => engine.start());
