// What is said when a phase begins: by a screen reader, or by the voice of the device.
import {doing} from '$lib/dose';
import {whole} from '$lib/i18n.svelte';
import {k} from '$lib/knowledge.svelte';
import type {PlanItem, SessionState} from '$lib/types';

import type {words} from './words';

type Words = ReturnType<typeof words>;

export function tellPhase({view, tasks, session}: SessionState, item: PlanItem | undefined, w: Words): string {
  if (view.is_paused) return w.said.paused;
  const task = view.task === undefined ? undefined : tasks[view.task];
  const round = view.round ?? 1;
  const rounds = task?.rounds[1] ?? 1;
  const seconds = whole(Math.round(view.remaining_s));
  switch (view.phase) {
    case 'before':
    case 'after-pain': return w.said.before;
    case 'ready': {
      if (!item) return '';
      const side = item.side ? `, ${w.onSide[item.side]}` : '';
      return `${w.kind[item.kind]}: ${k(item.name)}${side}. ${item.dose ? doing(item.kind, item.dose) : ''}`;
    }
    case 'hold': return w.said.hold(w.hold.title(round, rounds), seconds);
    case 'work': return view.remaining_s > 0 ? w.said.hold(w.work.title(round, rounds), seconds) : w.said.repeats(w.work.title(round, rounds), whole(item?.dose?.repeats[1] ?? 1));
    case 'rest': return w.said.rest(seconds);
    case 'ask': return w.said.ask;
    case 'after-movement': return w.movement.title;
    case 'finished': return session.finished ? w.done[session.verdict].title : w.ended.title;
  }
}
