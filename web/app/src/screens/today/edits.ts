// A therapist's edits of a plan ("edits" in schemas/plan.schema.json), changed one at a time. Pure.
import type {Plan, PlanItem} from '$lib/types';

export type Edits = NonNullable<Plan['edits']>;
export type Change = NonNullable<Edits['change']>[string];
export type Field = 'hold_s' | 'repeats' | 'sets' | 'per_day' | 'days_a_week';

// The greatest that the schema takes.
const most: Record<Field, number> = {hold_s: 600, repeats: 100, sets: 20, per_day: 12, days_a_week: 7};

// What of an item's dose may be changed, and what it is now.
export function fieldsOf(item: PlanItem): {field: Field; now: [number, number]; most: number}[] {
  const {dose} = item;
  if (!dose) return [];
  const now: Record<Field, [number, number] | undefined> = {
    hold_s: dose.hold_s,
    repeats: item.kind === 'exercise' && dose.hold_s ? undefined : dose.repeats,
    sets: item.kind === 'exercise' ? [dose.sets ?? 1, dose.sets ?? 1] : undefined,
    per_day: dose.per_day,
    days_a_week: [dose.days_a_week, dose.days_a_week],
  };
  return (Object.keys(now) as Field[]).flatMap((field) => (now[field] ? [{field, now: now[field], most: most[field]}] : []));
}

// What a form holds. What is empty, or no number, changes nothing; a number beyond what is possible becomes what is.
export function readChange(form: {get(name: string): unknown}, fields: Field[]): Change {
  const change: Change = {};
  for (const field of fields) {
    const text = String(form.get(field) ?? '').trim();
    const value = Math.round(Number(text));
    if (text !== '' && Number.isFinite(value)) change[field] = Math.min(most[field], Math.max(1, value));
  }
  const note = String(form.get('note') ?? '').trim();
  if (note) change.note = note;
  return change;
}

const plain = (edits: Edits): Edits => {
  const {remove, add, change, by, note} = edits;
  return {
    ...(by ? {by} : {}),
    ...(note ? {note} : {}),
    ...(remove?.length ? {remove} : {}),
    ...(add?.length ? {add} : {}),
    ...(change && Object.keys(change).length ? {change} : {}),
  };
};

export function withChange(edits: Edits, item: string, change: Change): Edits {
  const {[item]: _, ...others} = edits.change ?? {};
  return plain({...edits, change: Object.keys(change).length ? {...others, [item]: change} : others});
}

type Addition = NonNullable<Edits['add']>[number];
export const idOf = ({remedy, side}: Addition): string => (side ? `${remedy}@${side}` : remedy);

// What a therapist had added is taken back; anything else is left out.
export function withoutItem(edits: Edits, item: string): Edits {
  const changed = withChange(edits, item, {});
  const add = (edits.add ?? []).filter((one) => idOf(one) !== item);
  if (add.length < (edits.add ?? []).length) return plain({...changed, add});
  return plain({...changed, remove: [...new Set([...(edits.remove ?? []), item])]});
}

export const withItem = (edits: Edits, item: string): Edits => plain({...edits, remove: (edits.remove ?? []).filter((id) => id !== item)});

export function withAddition(edits: Edits, addition: Addition): Edits {
  const back = withItem(edits, idOf(addition));
  return plain({...back, add: [...(back.add ?? []).filter((one) => idOf(one) !== idOf(addition)), addition]});
}

export const signed = (edits: Edits, by: string, note: string): Edits => plain({...edits, by: by.trim(), note: note.trim()});
