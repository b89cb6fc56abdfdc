// Reads iCalendar files with another library than the one that wrote them (ical.js), and checks what RFC 5545 asks of
// each line and each event.
//
//     node check_calendar.mjs VALIDATORS PLAN.ics...     # VALIDATORS: the folder that holds node_modules
//
// Prints one line for each fault and exits 1; else every occurrence, one a line: start, minutes, summary.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const mostOctets = 75;
const mostOccurrences = 10_000;

function* checkLines(bytes) {
  const lines = bytes.toString('latin1').split('\r\n');  // a character for each byte
  if (lines.pop() !== '') yield 'the last line does not end in CR LF';
  for (const [i, line] of lines.entries()) {
    if (line.length > mostOctets) yield `line ${i + 1}: ${line.length} octets`;
    if (/[\r\n]/.test(line)) yield `line ${i + 1}: CR or LF alone`;
    try {
      new TextDecoder('utf-8', {fatal: true}).decode(Buffer.from(line, 'latin1'));
    } catch {
      yield `line ${i + 1}: is not UTF-8, or a character is cut in two`;
    }
  }
}

function* checkEvents(calendar) {
  for (const key of ['version', 'prodid'])
    if (!calendar.getFirstPropertyValue(key)) yield `${key} is missing`;
  const uids = new Set();
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const uid = event.getFirstPropertyValue('uid');
    for (const key of ['uid', 'dtstamp', 'dtstart', 'summary'])
      if (!event.getFirstPropertyValue(key)) yield `${uid}: ${key} is missing`;
    if (uids.has(uid)) yield `${uid}: stands twice`;
    uids.add(uid);
    if (!event.getFirstPropertyValue('dtstamp')?.toString().endsWith('Z')) yield `${uid}: dtstamp is not in UTC`;
    for (const alarm of event.getAllSubcomponents('valarm'))
      for (const key of ['action', 'trigger', 'description'])
        if (!alarm.getFirstPropertyValue(key)) yield `${uid}: ${key} of the alarm is missing`;
  }
}

// A function from the bytes of a calendar to {faults, occurrences, events}.
export function loadReader(validators) {
  const require = createRequire(join(resolve(validators), 'package.json'));
  const module = require('ical.js');
  const ICAL = module.default ?? module;
  return (bytes) => {
    const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')));
    const occurrences = [];
    const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    for (const event of events) {
      const iterator = event.isRecurring() ? event.iterator() : [event.startDate].values();
      for (let count = 0; count < mostOccurrences; ++count) {
        const next = iterator.next();
        const start = next?.value ?? next;
        if (!start || next?.done) break;
        occurrences.push({start: start.toString(), minutes: event.duration.toSeconds() / 60, summary: event.summary});
      }
    }
    occurrences.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    return {faults: [...checkLines(bytes), ...checkEvents(calendar)], occurrences, events};
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [validators, ...files] = process.argv.slice(2);
  const read = loadReader(validators);
  for (const file of files) {
    const {faults, occurrences} = read(readFileSync(file));
    for (const fault of faults) console.log(`${file}: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    else for (const {start, minutes, summary} of occurrences) console.log(`${start} ${minutes} ${summary}`);
  }
}
