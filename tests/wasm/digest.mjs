// The digest of every scenario as the package answers it under Node, in the form of `call_actions --digest`.
//
//     node digest.mjs FOLDER-OF-THE-PACKAGE
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

import {scenarios} from './scenarios.mjs';

const [folder] = process.argv.slice(2);
const {Engine, EngineError} = await import(pathToFileURL(join(folder, 'dist/index.js')));
const read = (file) => readFileSync(join(folder, 'dist', file));
const engine = await Engine.load({wasm: read('knotwork.wasm'), atlas: read('atlas.bin')});

// Each key and value on a line of its own, numbers as #.
function flatten(value) {
  if (Array.isArray(value)) return `[\n${value.map(flatten).join('')}]\n`;
  if (value !== null && typeof value === 'object')
    return `{\n${Object.entries(value).map(([key, member]) => `${key}\n${flatten(member)}`).join('')}}\n`;
  return `${typeof value === 'number' ? '#' : value}\n`;
}
const hash = (text) => createHash('sha256').update(text).digest('hex');

function ask(action, request) {
  try {
    return engine.call(action, request);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return {error: {code: error.code, where: error.where, reason: error.reason}};
  }
}

let all = '';
for (const {name, action, request, isWrong} of scenarios) {
  if (isWrong) continue;
  const given = typeof request === 'string' ? (request === '' ? undefined : JSON.parse(request)) : request;
  const line = `${name} ${action} ${hash(flatten(ask(action, given)))}\n`;
  process.stdout.write(line);
  all += line;
}
console.log(`all ${hash(all)}`);
