// Gathers what a report needs from the store and the engine, and makes the PDF.
import {atlas} from '$lib/atlas.svelte';
import {current, toCase} from '$lib/case.svelte';
import {engine} from '$lib/engine.svelte';
import {date} from '$lib/i18n.svelte';
import {store, today} from '$lib/store/store.svelte';
import type {Case, Drawing, Interview, Plan} from '$lib/types';

import {listDrawings} from '../progress/entries';
import {findAnswer, foundOf} from '../source/answer';
import {listDangerSigns} from './danger';
import {layOutReport} from './pdf';
import {namesOf, writeReport, type ReportInput} from './report';
import {words} from './report-words';
import {drawReport} from './stills';

import bold from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff?url';
import text from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff?url';
import display from '@fontsource/newsreader/files/newsreader-latin-500-normal.woff?url';

const bytesOf = async (address: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await (await fetch(address)).arrayBuffer());

// The case as it stands: with what the records say since, where a pain is followed.
async function findCase(): Promise<Case> {
  const {episode, entries} = store;
  const isDrawn = current.marks.length > 0 || Object.keys(current.answers).length > 0;
  if (!episode || !entries.some(({kind}) => kind === 'case') || isDrawn) return toCase();
  return engine.call('case-of-records', {records: await store.records(episode.id), today: today(), episode: episode.id});
}

export async function makeReport(person: string): Promise<Uint8Array<ArrayBuffer>> {
  const known = await findCase();
  const {episode, entries} = store;
  await atlas.load({muscles: [], conditions: []});
  const [interview, trace, danger] = await Promise.all([
    engine.call('interview', {case: known, alone: current.alone}),
    engine.call('trace', known),
    listDangerSigns(known, current.alone),
  ]);
  const isEmergency = (interview.blocked_by?.length ?? 0) > 0;
  const kept = entries.findLast(({kind}) => kind === 'plan')?.document as Plan | undefined;
  const plan = isEmergency ? null : (kept ?? (await engine.call('plan', {case: known, start: today()})));
  const progress = episode && entries.length && !isEmergency ? await engine.call('progress', {records: await store.records(episode.id), today: today(), episode: episode.id}) : null;
  const input: ReportInput = {known, interview, trace, plan, progress, episode, entries, danger, person, today: today()};
  await atlas.load(namesOf(input));
  const content = writeReport(input);
  const older = isEmergency ? [] : listDrawings(entries).map(({entry, drawing}) => ({at: entry.at.slice(0, 10), drawing: drawing as Drawing}));
  const pictures = await drawReport(known.drawing as Drawing | undefined, sourceOf(interview), older);
  const before = pictures.film[0]?.cm2 ?? null;
  const film = pictures.film.map(({png, at, cm2}, index) => ({
    png,
    day: date(at),
    note: cm2 === null ? '' : words().painted(cm2, index && before ? ((cm2 - before) / before) * 100 : null),
  }));
  const [textFont, boldFont, displayFont] = await Promise.all([bytesOf(text), bytesOf(bold), bytesOf(display)]);
  return layOutReport(content, {fonts: {text: textFont, bold: boldFont, display: displayFont}, drawing: pictures.drawing, map: pictures.map, film, made: new Date()});
}

function sourceOf(interview: Interview): string | null {
  if (interview.blocked_by?.length) return null;
  const found = foundOf(findAnswer(interview, true));
  return found?.kind === 'muscle' || found?.kind === 'condition' ? found.source : null;
}
