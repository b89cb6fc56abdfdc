// Bundles keep to FHIR R4, and calendars say what the plan says.
//
//     node exchange.test.mjs WRITE_EXCHANGE VALIDATORS
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {after} from 'node:test';
import {loadReader} from '../../tools/validators/check_calendar.mjs';
import {loadChecker} from '../../tools/validators/check_fhir.mjs';

const [writer, validators] = process.argv.slice(2);
assert.ok(existsSync(join(validators, 'node_modules')), `${validators} is missing: ./dev test fetches it`);

const folder = mkdtempSync(join(tmpdir(), 'knotwork-'));
after(() => rmSync(folder, {recursive: true}));
execFileSync(writer, [folder]);
const files = (ending) => readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
const read = (name) => readFileSync(join(folder, name), 'utf8');

const check = loadChecker(validators);
const readCalendar = loadReader(validators);
const bundle = (name) => JSON.parse(read(`${name}.fhir.json`));
const ofType = (all, type) => all.entry.map((e) => e.resource).filter((r) => r.resourceType === type);

test('every bundle is sound', () => {
  const names = files('.fhir.json');
  assert.deepEqual(names.sort(), ['anonymous', 'emergency', 'empty', 'meralgia', 'nothing', 'odd', 'runner']);
  for (const name of names) assert.deepEqual(check(bundle(name)), [], name);
});

test('a bundle tells what it should', () => {
  const runner = bundle('runner');
  for (const [type, least] of Object.entries({Patient: 1, Condition: 2, BodyStructure: 3, Observation: 73, QuestionnaireResponse: 1,
    CarePlan: 1, Goal: 1, DocumentReference: 14}))
    assert.equal(ofType(runner, type).length, least, type);
  const [episode, cause] = ofType(runner, 'Condition');
  assert.equal(episode.code.text, 'right buttock and leg');
  assert.deepEqual(cause.code.coding.map((c) => c.code), ['M79.18', '68962001']);
  assert.match(cause.code.text, /^Gluteus minimus, right: tender/);
  assert.equal(cause.verificationStatus.coding[0].code, 'provisional');
  const pain = ofType(runner, 'Observation').find((o) => o.code.text.startsWith('Pain, 0'));
  assert.deepEqual(pain.code.coding.map((c) => c.code), ['72514-3', 'pain']);
  assert.equal(pain.effectiveDateTime, '2026-11-22T12:00:00+01:00');
  assert.deepEqual(pain.valueQuantity, {value: 6, unit: 'of 10', system: 'http://unitsofmeasure.org', code: '{score}'});
  const [plan] = ofType(runner, 'CarePlan');
  assert.deepEqual(plan.period, {start: '2026-11-22', end: '2026-12-06'});
  assert.ok(plan.activity.length > 1 && plan.activity.every((a) => a.detail.scheduledString.includes('a day')));

  const codes = ofType(bundle('meralgia'), 'Condition').flatMap((c) => c.code.coding ?? []).map((c) => c.code);
  assert.deepEqual(codes.filter((code) => code.startsWith('G57')).length, 1);
  const emergency = bundle('emergency');
  assert.match(ofType(emergency, 'Condition')[0].note[0].text, /^Danger sign \(emergency\)/);
  assert.equal(ofType(emergency, 'CarePlan').length, 0);
  const all = Object.values(bundle('anonymous').entry).map((e) => e.resource);
  assert.ok(!all.some((r) => r.resourceType === 'Patient') && !JSON.stringify(all).includes('Muster'));
  for (const name of files('.fhir.json'))
    for (const {resource} of bundle(name).entry ?? [])
      assert.ok(!JSON.stringify(resource.verificationStatus ?? '').includes('"confirmed"'));
});

// Each breaks one thing of a sound bundle.
const breaks = {
  'no status': (b) => delete ofType(b, 'Observation')[0].status,
  'unknown status': (b) => (ofType(b, 'Observation')[0].status = 'fine'),
  'no subject': (b) => delete ofType(b, 'Condition')[0].subject,
  'confirmed in another system': (b) => (ofType(b, 'Condition')[0].verificationStatus.coding[0].system = 'http://example.org'),
  'text for a number': (b) => (ofType(b, 'Observation').find((o) => o.valueQuantity).valueQuantity.value = 'four'),
  'number for a text': (b) => (ofType(b, 'Condition')[0].code.text = 3),
  'unknown key': (b) => (ofType(b, 'CarePlan')[0].dose = 1),
  'unknown kind of resource': (b) => (b.entry[0].resource.resourceType = 'Person2'),
  'no time of that form': (b) => (ofType(b, 'Observation')[0].effectiveDateTime = '22.11.2026'),
  'time without an offset': (b) => (ofType(b, 'DocumentReference')[0].date = '2026-11-22T12:00:00'),
  'object for a list': (b) => (ofType(b, 'DocumentReference')[0].content = {}),
  'blank of another kind': (b) => (ofType(b, 'Condition')[0].code.text = 'a\u00a0b'),
  'reference to nothing': (b) => (ofType(b, 'Observation')[0].subject.reference = 'urn:uuid:0'),
  'reference to another kind': (b) => (ofType(b, 'Observation')[0].subject.type = 'Practitioner2'),
  'no base64': (b) => (ofType(b, 'DocumentReference')[0].content[0].attachment.data = '*'),
  'id twice': (b) => b.entry.push(b.entry[0]),
  'code that no page names': (b) => (ofType(b, 'Observation').find((o) => o.code.coding.length > 1).code.coding[0].code = '1-8'),
  'no goal text': (b) => delete ofType(b, 'Goal')[0].description,
  'no link id': (b) => delete ofType(b, 'QuestionnaireResponse')[0].item[0].linkId,
  'wrong side': (b) => (ofType(b, 'BodyStructure').find((s) => s.locationQualifier).locationQualifier[0].coding[0].code = '1'),
};
for (const [what, change] of Object.entries(breaks))
  test(`a broken bundle is refused: ${what}`, () => {
    const broken = bundle('runner');
    change(broken);
    assert.notDeepEqual(check(broken), []);
  });

test('a calendar says what the plan says, day by day', () => {
  const names = files('.ics');
  assert.deepEqual(names.sort(), ['anonymous', 'runner']);
  for (const name of names) {
    const {faults, occurrences, events} = readCalendar(readFileSync(join(folder, `${name}.ics`)));
    assert.deepEqual(faults, [], name);
    const planned = JSON.parse(read(`${name}.planned.json`)).sort((a, b) => (a.start < b.start ? -1 : 1));
    assert.deepEqual(occurrences.map(({start, summary}) => ({start, summary})), planned);
    assert.ok(planned.length > 10);
    for (const {minutes} of occurrences.filter(({start}) => start.includes('T'))) assert.ok(minutes >= 5 && minutes <= 90 && minutes % 5 === 0);
    const text = events[0].description;
    assert.ok(text.includes(`O'Neill, "Zoë"; <b>&amp;</b> \\ /=1+1`) && text.includes('体重 🏃‍♀️ नमस्ते'), text);
    assert.equal(events[0].component.getAllSubcomponents('valarm').length, 1);
    assert.ok(events[0].component.getFirstPropertyValue('dtstart').zone.tzid === 'floating');
  }
});

test('a broken calendar is refused', () => {
  const text = read('runner.ics');
  for (const [from, to] of [['UID:', 'X-UID:'], ['DTSTAMP:', 'X-STAMP:'], ['\r\n', '\n'], ['SUMMARY:', `SUMMARY:${'x'.repeat(80)}`], ['PRODID', 'X-ID']])
    assert.notDeepEqual(readCalendar(Buffer.from(text.replaceAll(from, to))).faults, [], from);
  assert.notDeepEqual(readCalendar(Buffer.from(text, 'latin1')).faults, []);
});
