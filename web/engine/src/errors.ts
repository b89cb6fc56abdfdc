// What can go wrong. Three kinds are kept apart: a request that cannot be answered (EngineError), an engine that could not be
// loaded (EngineLoadError), and one that broke down (EngineCrash).

// The request cannot be answered: the reason in plain words, and the place in it, as in "marks[2].radius_cm".
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: string, // see schemas/error.schema.json
    readonly where: string, // may be empty
    readonly reason: string,
  ) {
    super(where ? `${where}: ${reason}` : reason);
  }
}

// Why there is no engine: the network failed, what came is not what was sent, this browser or program is too old for it, or
// it broke down again and again.
export type LoadProblem = 'network' | 'corrupted' | 'unsupported' | 'crashed';

export class EngineLoadError extends Error {
  override readonly name = 'EngineLoadError';
  constructor(
    readonly problem: LoadProblem,
    message: string,
  ) {
    super(message);
  }
}

// The engine broke down; what was asked of it is not answered, and a session that it kept has to be opened again.
export class EngineCrash extends Error {
  override readonly name = 'EngineCrash';
}

// Errors as a message from one thread to another carries them.
export type PlainError =
  | {name: 'EngineError'; code: string; where: string; reason: string}
  | {name: 'EngineLoadError'; problem: LoadProblem; message: string}
  | {name: 'EngineCrash'; message: string};

export function toPlain(error: unknown): PlainError {
  if (error instanceof EngineError) return {name: error.name, code: error.code, where: error.where, reason: error.reason};
  if (error instanceof EngineLoadError) return {name: error.name, problem: error.problem, message: error.message};
  return {name: 'EngineCrash', message: error instanceof Error ? error.message : String(error)};
}

export function fromPlain(error: PlainError): EngineError | EngineLoadError | EngineCrash {
  switch (error.name) {
    case 'EngineError':
      return new EngineError(error.code, error.where, error.reason);
    case 'EngineLoadError':
      return new EngineLoadError(error.problem, error.message);
    case 'EngineCrash':
      return new EngineCrash(error.message);
  }
}
