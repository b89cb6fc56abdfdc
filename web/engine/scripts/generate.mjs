// Writes src/generated/actions.ts: the types of every action, from the module's own list of actions and the schemas that it
// names. Nothing there is kept by hand.
//
//     node scripts/generate.mjs FOLDER-OF-THE-MODULE
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {compile} from 'json-schema-to-typescript';

const here = dirname(fileURLToPath(import.meta.url));
const schemas = join(here, '../../../schemas');
const target = join(here, '../src/generated/actions.ts');
const [folder] = process.argv.slice(2);

const {default: createKnotwork} = await import(pathToFileURL(join(folder, 'knotwork.mjs')));
const actions = JSON.parse((await createKnotwork({wasmBinary: readFileSync(join(folder, 'knotwork.wasm'))})).actions());

// What a schema says beyond the types of its members (which of them go together) has no counterpart in TypeScript that reads
// well: an object is the list of its members. A list of exactly two is a pair. What stands beside a reference would make a type
// of its own for each place.
function simplify(node) {
  if (Array.isArray(node)) return node.map(simplify);
  if (node === null || typeof node !== 'object') return node;
  if (node.$ref) return {$ref: node.$ref};
  const out = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, simplify(value)]));
  if (out.properties) for (const key of ['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else', 'dependentRequired']) delete out[key];
  if (out.type === 'object' && !out.properties) out.additionalProperties ??= true;
  const parts = out.prefixItems ?? (out.minItems === 2 && out.maxItems === 2 && [out.items, out.items]);
  if (out.type === 'array' && parts) Object.assign(out, {items: parts, additionalItems: false});
  return out;
}

function read(name) {
  return simplify(JSON.parse(readFileSync(join(schemas, name), 'utf8')));
}

const resolver = {
  order: 1,
  canRead: (file) => file.url.endsWith('.schema.json'),
  read: (file) => JSON.stringify(read(file.url.slice(file.url.lastIndexOf('/') + 1))),
};

const title = (name) => name.replace(/(^|-)([a-z])/g, (_, dash, letter) => letter.toUpperCase());
const entry = ({request, answer}) => ({
  type: 'object',
  additionalProperties: false,
  required: ['request', 'answer'],
  properties: {request: request ? {$ref: request} : {tsType: 'undefined'}, answer: {$ref: answer}},
});
const root = {
  title: 'Actions',
  description: 'What the engine can be asked, by name.',
  type: 'object',
  additionalProperties: false,
  required: actions.map(({name}) => name),
  properties: Object.fromEntries(actions.map((action) => [action.name, entry(action)])),
};

const code = await compile(root, 'Actions', {
  cwd: `${schemas}/`,
  bannerComment: '// Made by scripts/generate.mjs from schemas/ and the actions of the module; do not edit.',
  ignoreMinAndMaxItems: true,
  additionalProperties: false,
  $refOptions: {resolve: {schemas: resolver}},
  style: {singleQuote: true, printWidth: 140},
});

mkdirSync(dirname(target), {recursive: true});
writeFileSync(target, code);
