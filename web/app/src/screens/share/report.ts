// What a report for a therapist says, in words and numbers, from the answers of the engine; pdf.ts puts it on pages.
import {atlas} from '$lib/atlas.svelte';
import {chance, likeliness} from '$lib/chance';
import {doseInWords} from '$lib/dose';
import {list, percent, percentLikely} from '$lib/i18n.svelte';
import {k} from '$lib/knowledge.svelte';
import {sentence} from '$lib/names';
import {parseSource} from '$lib/source';
import {namePoint, nameSubject} from '$lib/subject.svelte';
import type {Case, Citation, Entry, Episode, Interview, Mark, Plan, Progress, Trace} from '$lib/types';

import type {ChartInput} from '../progress/chart';
import {nameSource as nameExactly} from '../progress/entries';
import {describeChange, explain, listSteps, painOf, sayStep, seriesTitle} from '../progress/tell';
import {number, words as progressWords} from '../progress/words';
import {findAnswer, findOthers, findTogether, foundOf, strengthOf, sureOf, unexplainedShare} from '../source/answer';
import {nameDecision, nameSource} from '$lib/naming.svelte';
import {words as sourceWords} from '../source/words';
import {words as whereWords} from '../where/words';
import {words} from './report-words';

export interface ReportInput {
  known: Case;
  interview: Interview;
  trace: Trace;
  plan: Plan | null;
  progress: Progress | null;
  episode: Episode | null;
  entries: Entry[];
  danger: string[]; // ids of all danger signs that concern this person
  person: string;
  today: string;
}

export interface Text {
  text: string;
  isBold?: boolean;
  cites?: number[];
}
export interface Section {
  title: string;
  aside?: string;
}
export interface ReportContent {
  kind: string;
  who: string;
  facts: string;
  title: string; // of the pain
  day: string;
  isEmergency: boolean;
  urgency: {heading: string; isDark: boolean; items: Text[][]}[];
  answer: {kicker: string; title: string; paragraphs: Text[][]};
  marks: string; // what is said of the drawing
  mapOf: string | null; // source whose field is drawn
  mapTitle: string;
  reasons: {covers: string; rows: {reply: string; text: string; bits: number}[]; note: string};
  others: {name: string; share: string}[];
  chain: Text[][];
  danger: Section & {lines: Text[][]; quiet: Text[]; isOpen: boolean};
  plan: (Section & {refused: string; objective: Text[]; items: PlanRow[]; notes: {title: string; lines: string[]}[]}) | null;
  course: (Section & {sentences: Text[]; chart: Omit<ChartInput, 'width' | 'height'> | null; rows: CourseRow[]; sessions: string[]; next: Text[][]}) | null;
  notes: string[];
  works: string[]; // the first is number 1
  atlas: string;
}
export interface PlanRow {
  kind: string;
  name: string;
  where: string;
  dose: string;
  why: Text;
  evidence: string;
}
export interface CourseRow {
  title: string;
  first: string;
  last: string;
  words: string;
}

// Numbers of the works in the order in which they are first cited.
class Cited {
  #keys: string[] = [];
  mark(keys: readonly string[]): number[] {
    return [...new Set(keys)].map((key) => {
      const at = this.#keys.indexOf(key);
      return at >= 0 ? at + 1 : this.#keys.push(key);
    });
  }
  works(): string[] {
    return this.#keys.map((key) => (key === 'judgement' ? words().judgement : nameWork(atlas.citation(key), key)));
  }
}

// "Suri 2010", with where it is to be found; the first author, and that there are others.
function nameWork(work: Citation | undefined, key: string): string {
  if (!work) return key;
  const [first = '', ...rest] = work.authors.split(',');
  const author = rest.length ? first.replace(/ [A-Z]{1,4}$/, '') + words().others2 : first;
  const place = work.doi ? `doi:${work.doi}` : work.pmid ? `PMID ${work.pmid}` : work.isbn ? `ISBN ${work.isbn}` : (work.url ?? '');
  return `${author}${work.year ? ` ${work.year}` : ''}${place ? `, ${place}` : ''}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const isDanger = (finding: string): boolean => atlas.finding(finding)?.group === 'red-flag';

// Muscles and conditions that the report names: to be loaded from the atlas before it is written.
export function namesOf({interview, trace, plan, progress}: ReportInput): {muscles: string[]; conditions: string[]} {
  const sources = [...trace.sources.slice(0, 12).map(({id}) => id), ...(progress?.practice.points.map(({point}) => point) ?? [])];
  const parts = [...sources, ...(plan?.items ?? []).flatMap(({source}) => source ?? [])].map(parseSource);
  const series = (progress?.series ?? []).flatMap(({place}) => (place ? [parseSource(place)] : []));
  const subjects = (interview.standing?.reasons ?? []).flatMap(({answer}) => (answer.split('/').length === 4 ? [answer.split('/')[1]!] : []));
  const points = [...parts, ...series].filter(({point}) => point !== null).map(({id}) => id);
  const conditions = parts.filter(({point}) => point === null).map(({id}) => id);
  return {muscles: [...new Set([...points, ...subjects])], conditions: [...new Set(conditions)]};
}

export function writeReport(input: ReportInput): ReportContent {
  const {known, interview, trace, plan, progress, episode, person, today} = input;
  const w = words();
  const cited = new Cited();
  const isEmergency = (interview.blocked_by?.length ?? 0) > 0;
  const profile = known.profile ?? {};
  const facts = [
    profile.age === undefined ? '' : w.years(profile.age),
    profile.sex ? w.sex[profile.sex] : '',
    profile.pain === undefined ? '' : w.pain(number(profile.pain)),
    episode?.title ?? '',
    episode ? w.followed(episode.begun) : '',
  ];
  // In the order of the page, so that the numbers of the works rise.
  const urgency = writeUrgency(interview, isEmergency, cited);
  const answer = isEmergency ? {kicker: '', title: '', paragraphs: []} : writeAnswer(input, cited);
  const found = isEmergency ? null : foundOf(findAnswer(interview, true));
  const leading = found?.kind === 'muscle' || found?.kind === 'condition' ? found : null;
  const others = isEmergency ? [] : findOthers(interview, found).filter(({probability}) => probability >= 0.005);
  return {
    kind: w.kind,
    who: person,
    facts: facts.filter(Boolean).join('  ·  '),
    title: episode?.title ?? '',
    day: w.made(today),
    isEmergency,
    urgency,
    answer,
    marks: describeMarks(known.drawing?.marks ?? []),
    mapOf: leading?.source ?? null,
    mapTitle: leading ? w.map(nameExactly(leading.source)) : '',
    reasons: isEmergency ? {covers: '', rows: [], note: ''} : writeReasons(interview, trace, leading?.source),
    others: [
      ...others.map((one) => ({name: capital(nameDecision(one)), share: percentLikely(one.probability)})),
      ...(!isEmergency && (interview.other ?? 0) >= 0.05 ? [{name: capital(w.outside), share: percentLikely(interview.other ?? 0)}] : []),
    ],
    chain: isEmergency ? [] : writeChain(interview, trace, leading?.source),
    danger: writeDanger(known, input.danger),
    plan: isEmergency || !plan ? null : writePlan(plan, cited),
    course: isEmergency || !progress?.series.length ? null : writeCourse(progress, cited),
    notes: [...new Set([...(interview.warnings ?? []), ...(isEmergency ? [] : [...(plan?.warnings ?? []), ...(progress?.warnings ?? [])])])].map((note) => sentence(k(note))),
    works: cited.works(),
    atlas: w.atlas(interview.atlas.slice(0, 8)),
  };
}

function writeUrgency(interview: Interview, isEmergency: boolean, cited: Cited): ReportContent['urgency'] {
  const w = words();
  const reasons = isEmergency
    ? [...interview.triage.reasons.filter(({rule}) => interview.blocked_by!.includes(rule)), ...interview.triage.reasons.filter(({rule}) => !interview.blocked_by!.includes(rule))]
    : interview.triage.reasons;
  const out: ReportContent['urgency'] = [];
  for (const reason of reasons) {
    const heading = w.urgency[reason.urgency];
    if (out.at(-1)?.heading !== heading) out.push({heading, isDark: reason.urgency === 'emergency', items: []});
    const provider = atlas.provider(reason.provider);
    out.at(-1)!.items.push([
      {text: `${capital(k(reason.class))}. `, isBold: true},
      {text: k(reason.say), cites: cited.mark([reason.citation])},
      ...(provider ? [{text: ` ${w.whom}: `, isBold: true}, {text: sentence(k(provider.name))}] : []),
    ]);
  }
  return out;
}

function writeAnswer({known, interview, trace}: ReportInput, cited: Cited): ReportContent['answer'] {
  const w = words();
  const found = foundOf(findAnswer(interview, true));
  if (!found || found.kind === 'several') return {kicker: w.kicker.several, title: '', paragraphs: [[{text: w.severalText}]]};
  if (found.kind === 'unknown')
    return {kicker: found.isNoMuscle ? w.kicker.noMuscle : w.kicker.unknown, title: '', paragraphs: [[{text: w.unknownText(percentLikely(found.other))}]]};
  const {decision, source} = found;
  const p = decision.probability;
  const share = percentLikely(p);
  const parts = parseSource(source);
  const word = sourceWords().likeliness[likeliness(p)];
  const kicker = found.kind === 'condition' && sureOf(p) === 'likely' ? w.kicker.condition : w.kicker[sureOf(p)];
  const answers = Object.entries(known.answers ?? {}).filter(([id, reply]) => reply !== 'unknown' && !isDanger(id.split('/')[0] ?? '')).length;
  const certainty: Text[] = [
    {text: `${capital(found.kind === 'muscle' ? w.muscleText(word, share) : w.conditionText(word, share))} `, isBold: true},
    {text: `${p >= 0.9 ? `${w.simulated} ` : ''}${w.rests(trace.painted_cm2 > 0, answers)}`},
  ];
  const paragraphs: Text[][] = [certainty];
  if (parts.point !== null) {
    const muscle = atlas.muscle(parts.id);
    const point = muscle?.points.find(({number: n}) => n === parts.point);
    if (point)
      paragraphs.push([
        {text: `${w.point(parts.point, k(point.label ?? ''))}: `, isBold: true},
        {text: `${sentence(k(point.where))} ${w.activity[interview.standing?.activity ?? 'unknown']}`, cites: cited.mark(point.cites ?? [])},
      ]);
  } else {
    const condition = atlas.condition(parts.id);
    if (condition) paragraphs.push([{text: `${sentence(k(condition.plain))} ${sentence(k(condition.summary))}`, cites: cited.mark(condition.summary_cites)}]);
  }
  const together = findTogether(trace, source);
  if (together.length) paragraphs.push([{text: w.together(list(together.map(nameSource)))}]);
  const title = parts.point !== null && interview.standing && Math.abs(interview.standing.source_probability - p) < 0.02 ? nameExactly(source) : nameDecision(decision);
  return {kicker, title: w.about(capital(title), sourceWords().chance(chance(p))), paragraphs};
}

function describeMarks(marks: readonly Mark[]): string {
  const w = words();
  if (!marks.length) return '';
  type Quality = keyof ReturnType<typeof whereWords>['qualities'];
  const qualities = new Map<Quality, number>();
  for (const mark of marks) for (const quality of [mark.quality ?? []].flat()) qualities.set(quality, (qualities.get(quality) ?? 0) + 1);
  const named = [...qualities].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([quality]) => whereWords().qualities[quality]);
  const strengths = marks.flatMap(({intensity}) => intensity ?? []);
  const notes = marks.flatMap(({note}) => (note ? [`“${note}”`] : []));
  const intensity = strengths.length ? w.marks(capital(list(named)), w.to(number(Math.min(...strengths)), number(Math.max(...strengths)))) : capital(list(named));
  return [intensity, ...notes].filter(Boolean).join(' ');
}

function writeReasons(interview: Interview, trace: Trace, source: string | undefined): ReportContent['reasons'] {
  const w = words();
  const all = source ? (interview.standing?.reasons ?? []) : [];
  const traced = trace.sources.find(({id}) => id === source);
  const drawn = all.filter(({bits}) => strengthOf(bits)).slice(0, 10);
  return {
    covers: traced && traced.explains > 0 ? w.covers(percent(traced.explains), percent(traced.predicted_blank)) : '',
    rows: drawn.map(({answer, reply, bits}) => ({reply: w.reply[reply], text: nameSubject(answer), bits})),
    note: drawn.length ? w.reasonsNote(all.length - drawn.length) : w.noReasons,
  };
}

function writeChain(interview: Interview, trace: Trace, source: string | undefined): Text[][] {
  const w = words();
  if (!source) return [];
  const {chain = [], origin} = interview.standing ?? {};
  const out: Text[][] = [];
  const likely = chain.filter(({probability}) => probability >= 0.2).slice(0, 3);
  if (likely.length) out.push([{text: w.chain(list(likely.map((link) => `${nameDecision(link)} (${percentLikely(link.probability)})`)))}]);
  if (origin) out.push([{text: w.origin(`${nameDecision(origin)} (${percentLikely(origin.probability)})`)}]);
  if (unexplainedShare(trace) >= 0.1) out.push([{text: w.unexplained(percent(unexplainedShare(trace)))}]);
  return out;
}

function writeDanger(known: Case, signs: string[]): ReportContent['danger'] {
  const w = words();
  const answers = known.answers ?? {};
  const kinds = {yes: [] as string[], no: [] as string[], unknown: [] as string[], unasked: [] as string[]};
  for (const id of signs) {
    const reply = answers[id];
    kinds[reply === 'yes' ? 'yes' : reply === 'no' ? 'no' : reply === 'unknown' ? 'unknown' : 'unasked'].push(nameSubject(id));
  }
  const asked = signs.length - kinds.unasked.length;
  const said = (names: string[]): string => `${names.join('; ')}.`;
  const lines: Text[][] = [];
  if (asked > 0 && !kinds.yes.length) lines.push([{text: kinds.unasked.length || kinds.unknown.length ? w.noneOfThose : w.nonePositive, isBold: true}]);
  if (kinds.yes.length) lines.push([{text: `${w.yes}: `, isBold: true}, {text: said(kinds.yes), isBold: true}]);
  if (kinds.unasked.length) lines.push([{text: `${w.unasked}: `, isBold: true}, {text: said(kinds.unasked)}]);
  if (kinds.unknown.length) lines.push([{text: `${w.unknown}: `, isBold: true}, {text: said(kinds.unknown)}]);
  const quiet: Text[] = kinds.no.length ? [{text: `${w.no}: `, isBold: true}, {text: said(kinds.no)}] : [];
  return {title: w.danger, aside: w.asked(asked, signs.length), lines, quiet, isOpen: kinds.unasked.length > 0};
}

function writePlan(plan: Plan, cited: Cited): ReportContent['plan'] {
  const w = words();
  const rows = (plan.items ?? []).map((item) => {
    const source = item.source ? parseSource(item.source) : null;
    const place = source?.point ? namePoint(source.id, source.point, source.side ?? 'left') : '';
    return {
      kind: w.kinds[item.kind],
      name: k(item.name) + (item.side ? `, ${progressWords()[item.side]}` : ''),
      where: [capital(place), item.note ? `${w.note}: ${item.note}` : ''].filter(Boolean).join('. '),
      dose: item.dose ? doseInWords(item.kind, item.dose) : '',
      why: {text: item.why.map((why) => sentence(k(why))).join(' '), cites: cited.mark(item.cites)},
      evidence: w.evidence(item.grade),
    };
  });
  const rules = (of: NonNullable<Plan['cautions']> | undefined): string[] => (of ?? []).map(({say}) => sentence(k(say)));
  const makeSure = (plan.make_sure ?? []).map((id) => nameSubject(id));
  const notes = [
    {title: w.makeSure, lines: makeSure.length ? [`${makeSure.join('; ')}.`] : []},
    {title: w.cautions, lines: rules(plan.cautions)},
    {title: w.leftOut, lines: rules(plan.left_out)},
    {title: w.note, lines: plan.edits?.note ? [[plan.edits.by, plan.edits.note].filter(Boolean).join(': ')] : []},
  ];
  return {
    title: w.plan,
    aside: w.planFrom(plan.start, plan.review),
    refused: plan.refused === 'none' ? '' : w.refused[plan.refused],
    objective: plan.objective
      ? [{text: `${w.objective}: `, isBold: true}, {text: `${sentence(k(plan.objective.do))} `}, {text: `${w.better}: `, isBold: true}, {text: sentence(k(plan.objective.better)), cites: cited.mark(plan.objective.cites)}]
      : [],
    items: rows,
    notes: notes.filter(({lines}) => lines.length),
  };
}

function writeCourse(progress: Progress, cited: Cited): ReportContent['course'] {
  const w = words();
  const p = progressWords();
  const pain = painOf(progress);
  const days = (Date.parse(progress.today) - Date.parse(progress.begun)) / 86_400_000;
  const {practice} = progress;
  const sessions = [
    practice.planned && practice.plan_start ? p.sessions(practice.sessions, Math.round(practice.planned), practice.plan_start) : practice.sessions ? p.sessionsOnly(practice.sessions) : p.noSessions,
    ...practice.points.map((point) => capital(p.pressed(nameExactly(point.point), point.sessions, point.eased, point.better)) + p.responds[point.responds]),
  ];
  const course = progress.expected ? ` ${p.course}: ${k(progress.expected.name)}.` : '';
  return {
    title: w.course,
    aside: w.courseSince(progress.begun, Math.round(days / 7)),
    sentences: [{text: explain(progress).join(' ') + course, cites: cited.mark(progress.expected?.cites ?? [])}],
    chart: pain && pain.readings.length ? {series: pain, measure: atlas.measure('pain'), expected: progress.expected, begun: progress.begun, lastDay: days} : null,
    rows: progress.series
      .filter(({readings}) => readings.length)
      .map((series) => ({
        title: seriesTitle(series, series.place ? nameExactly(series.place) : '') + (series.unit ? ` (${k(series.unit)})` : ''),
        first: number(series.readings[0]![1]),
        last: number(series.readings.at(-1)![1]),
        words: capital(describeChange(series, atlas.measure(series.measure))),
      })),
    sessions,
    next: listSteps(progress).map((step) => [{text: sayStep(step), isBold: true, cites: cited.mark(step.cites)}]),
  };
}
