// The engine writes a calendar in English. In another language its titles and descriptions are said anew from the plan that it
// was made of; times, days and ids stay.
import ICAL from 'ical.js';

import {doseInWords} from '$lib/dose';
import {language} from '$lib/i18n.svelte';
import {ask, k} from '$lib/knowledge.svelte';
import {begun, within} from '$lib/names';
import type {Plan, PlanItem} from '$lib/types';

import {words} from './words';

const lead = 'Knotwork: ';
const clean = (text: string): string => text.replaceAll('*', '');

// As the engine shortens a step: whoever does it knows the rest from the plan.
function shorten(step: string): string {
  const ends = ['. ', '; ', ': '].map((end) => step.indexOf(end)).filter((at) => at >= 0);
  return ends.length ? step.slice(0, Math.min(...ends)) : step;
}

const english = (item: PlanItem): string => `${clean(item.name)}${item.side ? ` (${item.side})` : ''}: `;
const said = (item: PlanItem): string => `${clean(k(item.name))}${item.side ? ` (${words().sideOf[item.side]})` : ''}: `;

export function tellTitle(title: string): string {
  if (k(title) !== title) return k(title);
  return lead + title.slice(lead.length).split('; ').map((name) => within(k(begun(name)))).join('; ');
}

export function tellDescription(description: string, items: readonly PlanItem[]): string {
  let item: PlanItem | undefined;
  let step = 0;
  return description
    .split('\n')
    .map((line) => {
      const begins = items.find((one) => line.startsWith(english(one)));
      if (begins?.dose) {
        [item, step] = [begins, 0];
        return `${said(begins)}${doseInWords(begins.kind, begins.dose)}.`;
      }
      // What follows the steps is a note of the therapist.
      const next = line.startsWith('- ') ? item?.steps[step] : undefined;
      if (next === undefined) return line && k(line);
      step += 1;
      return `- ${shorten(clean(ask(next, item?.side)))}`;
    })
    .join('\n');
}

export function inLanguage(calendar: string, plan: Plan): string {
  if (language() === 'en') return calendar;
  const root = new ICAL.Component(ICAL.parse(calendar) as unknown[]);
  for (const event of root.getAllSubcomponents('vevent')) {
    const title = tellTitle(String(event.getFirstPropertyValue('summary')));
    event.updatePropertyWithValue('summary', title);
    event.updatePropertyWithValue('description', tellDescription(String(event.getFirstPropertyValue('description')), plan.items ?? []));
    for (const alarm of event.getAllSubcomponents('valarm')) alarm.updatePropertyWithValue('description', title);
  }
  return `${root.toString()}\r\n`;
}
