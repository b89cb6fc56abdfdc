// What the engine is asked in the tests of tests/wasm: every action, over the drawings, cases and journals of the case library and
// the examples, and wrong requests besides. Each is {name, action, request}; a request that is text is sent as it is.
//
//     node scenarios.mjs > calls.ndjson
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const start = '2026-11-22';
const now = '2026-11-22T18:05:00+01:00';

const list = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(root, folder, name));
const read = (file) => readFileSync(file, 'utf8');

// Numbers from 0 to 1, the same every time (mulberry32).
function makeDice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// A session from its beginning: somebody who holds, answers, pauses and now and then presses what means nothing.
function* playSession(seed) {
  const dice = makeDice(seed);
  const acts = ['go', 'go', 'go', 'less', 'same', 'more', 'pain', 'pause', 'resume', 'better', 'skip', 'stop'];
  let now = 5 * dice();
  yield {now_s: now, act: 'pain', value: Math.round(10 * dice())};
  for (let step = 0; step < 40; ++step) {
    now += 40 * dice();
    const act = acts[Math.floor(acts.length * dice())];
    if (dice() < 0.3) yield {now_s: now};
    else yield {now_s: now, act, ...(act === 'pain' ? {value: Math.round(90 * dice()) / 10} : {})};
  }
}

function* ofDrawing(name, text) {
  yield {name, action: 'trace', request: text};
  let drawing;
  try {
    drawing = JSON.parse(text);
  } catch {
    return;
  }
  yield* ofCase(`${name} as a case`, JSON.stringify({format: 'knotwork.case/1', drawing}), 0);
}

function* ofCase(name, text, seed) {
  const known = JSON.parse(text);
  const told = {...known, acknowledged: (known.acknowledged ?? []).concat('cauda-equina-retention')};
  yield {name, action: 'trace', request: text};
  yield {name, action: 'triage', request: text};
  yield {name, action: 'interview', request: {case: known}};
  yield {name: `${name}, alone`, action: 'interview', request: {case: known, alone: true}};
  yield {name: `${name}, with somebody trained`, action: 'interview', request: {case: told, professional: true}};
  for (const source of ['gluteus-minimus/2/right', 'l5-radiculopathy/left', 'coccydynia']) yield {name, action: 'reasons', request: {case: known, source}};
  yield {name, action: 'plan', request: {case: known, start}};
  yield {name: `${name}, long presses`, action: 'plan', request: {case: known, start, pressure: 'long'}};
  const calendar = {case: known, start, now, plan_id: name};
  yield {name, action: 'calendar', request: calendar};
  yield {name: `${name}, with reminders`, action: 'calendar', request: {...calendar, times: ['07:00', '12:15', '21:59'], alarm_minutes: 15}};
  if (seed === 0) return;
  yield {name, action: 'session', request: {case: known, start}};
  for (const request of playSession(seed)) yield {name, action: 'session-step', request};
}

function* ofJournal(name, text) {
  const records = JSON.parse(text);
  for (const today of ['2026-10-04', '2026-10-25', start, '2027-02-01']) {
    yield {name: `${name} on ${today}`, action: 'progress', request: {records, today}};
    yield {name: `${name} on ${today}`, action: 'case-of-records', request: {records, today}};
  }
  const episode = records.episodes[0].id;
  yield {name: `${name} by its id`, action: 'progress', request: {records, today: start, episode}};
  yield {name, action: 'journal', request: text};
  yield {name, action: 'csv', request: {records}};
  for (const anonymous of [false, true]) yield {name, action: 'fhir', request: {records, now, anonymous}};
  yield {name: `${name} by its id`, action: 'fhir', request: {records, now, episode}};
  yield {name: 'what is of nobody', action: 'fhir', request: {records: {...records, people: [], episodes: [], entries: []}, now}};
  yield {name, action: 'fhir-import', request: {bundle: makeBundle(records)}};
}

// A bundle of another program: a person, a pain, its readings by their LOINC code and notes, and what has no meaning here.
function makeBundle({people, episodes, entries}) {
  const subject = {reference: 'urn:uuid:person'};
  const resource = {
    measure: ({at, value}) => ({
      resourceType: 'Observation',
      status: 'final',
      code: {coding: [{system: 'http://loinc.org', code: '72514-3'}]},
      subject,
      effectiveDateTime: at,
      valueQuantity: {value: Math.min(Math.abs(value), 10), system: 'http://unitsofmeasure.org', code: '{score}'},
    }),
    note: ({at, text}) => ({
      resourceType: 'DocumentReference',
      status: 'current',
      subject,
      date: at,
      content: [{attachment: {contentType: 'text/plain', data: Buffer.from(text).toString('base64')}}],
    }),
  };
  const own = [
    {resourceType: 'Patient', name: [{text: people[0].name}]},
    {resourceType: 'Condition', subject, code: {text: episodes[0].title}, onsetDateTime: episodes[0].begun},
    {resourceType: 'Medication', code: {text: 'left aside'}},
    ...entries.filter(({kind}) => kind in resource).map((entry) => resource[entry.kind](entry)),
  ];
  const urls = ['urn:uuid:person', 'urn:uuid:pain'];
  return {resourceType: 'Bundle', type: 'collection', entry: own.map((r, i) => ({fullUrl: urls[i] ?? `urn:uuid:${i}`, resource: r}))};
}

function* ofTheAtlas() {
  for (const action of ['findings', 'measures', 'regions', 'landmarks', 'muscles', 'conditions', 'providers', 'citations', 'remedies', 'motions'])
    yield {name: 'atlas', action, request: ''};
  const names = (folder) => readdirSync(join(root, 'knowledge', folder)).map((file) => basename(file, '.toml')).sort();
  for (const name of names('muscles')) {
    yield {name, action: 'muscle', request: {name}};
    yield {name, action: 'remedies', request: {muscle: name}};
  }
  for (const answer of ['worse-sitting', 'straight-leg-raise/left', 'my-pain/gluteus-minimus/2/right'])
    for (const source of ['gluteus-minimus/2/right', 'l5-radiculopathy/left', 'coccydynia']) yield {name: 'atlas', action: 'expected-yes', request: {answer, source}};
  for (const name of names('conditions')) yield {name, action: 'condition', request: {name}};
}

function* ofMotions() {
  for (const id of ['squat', 'hip-flexion', 'thomas', 'seated-figure-four', 'side-plank'])
    for (const [side, body] of [['left', 'neutral'], ['right', 'male']]) yield {name: `${id}, ${side}`, action: 'motion', request: {id, side, body}};
  for (const point of ['gluteus-medius/1/right', 'gluteus-minimus/2/left'])
    yield {name: point, action: 'motion', request: {id: 'press-back-floor', side: point.split('/')[2], body: 'female', point}};
}

function* wrong() {
  const known = JSON.parse(read(join(root, 'examples/runner-case.json')));
  const records = JSON.parse(read(join(root, 'examples/journals/runner.json')));
  const requests = {
    trace: ['', '{', '[]', 'null', '{"marks": 1}', 'null\u0000', {format: 'knotwork.drawing/1', marks: []}],
    triage: ['', {format: 'knotwork.case/1', answers: {x: 'yes'}}],
    interview: ['', 'x', {}, {case: 1}, {case: {}}, {case: known, alone: 1}, {case: known, more: 1}, '{"case": {}, "case": {}}'],
    reasons: [{case: known}, {case: known, source: 'x'}, {case: known, source: 'gluteus-minimus'}, {case: {}, source: 'coccydynia'}],
    'expected-yes': [{answer: 'x', source: 'coccydynia'}, {answer: 'worse-sitting', source: 'x'}, {answer: 'straight-leg-raise', source: 'coccydynia'}, {source: 'coccydynia'}],
    plan: [
      {case: known},
      {case: known, start: '2026-13-01'},
      {case: known, start: 3},
      {case: known, start, pressure: 'x'},
      {case: known, start, edits_from: {edits: {remove: 3}}},
      {case: known, start, edits_from: []},
    ],
    session: [{}, {case: known, start, session: {}}, {case: known, start, session: {format: 'knotwork.session/1', items: ['x'], events: []}}],
    'session-step': ['', {now_s: -1}, {now_s: '1'}, {now_s: 1, act: 'jump'}, {now_s: 1, act: 'pain'}, {now_s: 1, act: 'go', value: 'x'}],
    progress: [
      {},
      {records, today: 'today'},
      {records, today: start, episode: '0'.repeat(32)},
      {records: {...records, episodes: []}, today: start},
      {records: {...records, people: 3}, today: start},
      {records: {...records, entries: [{...records.entries[0], kind: 'x'}]}, today: start},
    ],
    'case-of-records': [{}, {records: {...records, entries: []}, today: start}, {records, today: start, episode: 'x'}],
    journal: ['', '{', '[]', {format: 'knotwork.journal/2'}, {...records, entries: [records.entries[0], records.entries[0]]}],
    fhir: [{records}, {records, now: start}, {records, now, episode: '0'.repeat(32)}, {records, now, anonymous: 'yes'}],
    'fhir-import': [{}, {bundle: 'x'}, {bundle: {resourceType: 'Patient'}}, {bundle: {resourceType: 'Bundle', entry: [{resource: 3}]}}],
    csv: [{}, {records: {...records, format: 'x'}}],
    calendar: [
      {case: known, start},
      {case: known, start, now: 'now'},
      {case: known, start, now, times: ['25:00']},
      {case: known, start, now, times: ['8:00']},
      {case: known, start, now, times: '08:00'},
      {case: known, start, now, alarm_minutes: 1441},
      {case: known, start, now, alarm_minutes: -1},
    ],
    muscle: ['', {}, {name: 3}, {name: 'no such muscle'}, {name: ''}],
    condition: [{name: 'tendinopathy'}, {name: 'no such condition'}],
    remedies: [{muscle: 'no such muscle'}, {muscles: 'psoas'}],
    motion: ['', {}, {id: 'squad'}, {id: 3}, {id: 'squat', side: 'up'}, {id: 'squat', body: 'x'}, {id: 'squat', point: 'coccydynia'}, {id: 'squat', more: 1}],
    regions: [{all: true}, '[]'],
    nothing: ['', {}],
  };
  for (const [action, list] of Object.entries(requests))
    for (const [i, request] of list.entries()) yield {name: `wrong ${i + 1}`, action, request, isWrong: true};
}

function* all() {
  let seed = 0;
  for (const file of ['tests/cases', 'examples', 'examples/cases'].flatMap(list)) {
    const text = read(file);
    if (text.includes('"knotwork.case/1"')) yield* ofCase(basename(file), text, ++seed);
    else yield* ofDrawing(basename(file), text);
  }
  for (const file of list('examples/journals')) yield* ofJournal(basename(file), read(file));
  yield* ofTheAtlas();
  yield* ofMotions();
  yield* wrong();
}
export const scenarios = [...all()];

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const call of scenarios) process.stdout.write(`${JSON.stringify(call)}\n`);
