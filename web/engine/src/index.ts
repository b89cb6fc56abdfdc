export {Engine, type EngineParts} from './engine.js';
export {EngineCrash, EngineError, EngineLoadError, type LoadProblem} from './errors.js';
export type {Action, Actions, Body, Drawing, Fibres, Field, Painted, Request, Response, Skin} from './types.js';
