export {Engine, type EngineParts} from './engine.js';
export {EngineCrash, EngineError, EngineLoadError, type LoadProblem} from './errors.js';
export type * from './types.js';
