// The region list: the regions of the skin by part of the body, and the drawing as ticks in it.
import type {Skin} from '$body/skin-codec';
import type {Mark} from '$lib/types';

type Side = 'left' | 'right';

// By the labels of the atlas, in the order of a body looked down.
export const groups = {
  head: ['top of the head', 'forehead', 'temple', 'face', 'jaw', 'ear', 'back of the head'],
  neck: ['front of the neck', 'side of the neck', 'back of the neck'],
  shoulder: ['top of the shoulder', 'shoulder', 'shoulder blade', 'armpit'],
  chest: ['breastbone', 'upper chest', 'breast', 'lower chest', 'side of the chest'],
  belly: ['upper belly', 'navel', 'lower belly', 'flank'],
  back: ['upper back', 'thoracic spine', 'middle of the back', 'low back beside the spine', 'lumbar spine'],
  hip: ['sacrum', 'tail bone', 'upper buttock', 'outer buttock', 'lower buttock', 'outer hip', 'front of the hip', 'groin', 'pubic area', 'perineum'],
  thigh: [
    'upper front of the thigh', 'middle front of the thigh', 'lower front of the thigh', 'upper outer thigh', 'middle outer thigh',
    'lower outer thigh', 'upper back of the thigh', 'middle back of the thigh', 'lower back of the thigh', 'upper inner thigh',
    'middle inner thigh', 'lower inner thigh',
  ],
  knee: ['front of the knee', 'outer knee', 'inner knee', 'back of the knee'],
  leg: [
    'upper shin', 'lower shin', 'upper outer calf', 'lower outer calf', 'upper calf', 'lower calf', 'upper inner calf', 'lower inner calf',
    'Achilles tendon',
  ],
  foot: [
    'front of the ankle', 'outer ankle', 'inner ankle', 'heel', 'outer side of the heel', 'inner side of the heel', 'arch of the foot',
    'outer sole', 'ball of the foot', 'outer edge of the foot', 'inner edge of the foot', 'top of the foot', 'big toe', 'second toe',
    'third toe', 'fourth toe', 'little toe',
  ],
  arm: ['front of the upper arm', 'outer upper arm', 'back of the upper arm', 'inner upper arm', 'crook of the elbow', 'point of the elbow'],
  forearm: ['palm side of the forearm', 'thumb side of the forearm', 'back of the forearm', 'little-finger side of the forearm'],
  hand: ['wrist', 'palm', 'back of the hand', 'fingers'],
} as const;
export type Group = keyof typeof groups;

export interface Row {
  label: string; // of the atlas
  names: Record<Side, string>; // what a drawing calls each side
}

// What is left over is a region that this list does not know: it goes into the last group rather than missing.
export function groupRows(skin: Pick<Skin, 'regions'>): {group: Group | 'other'; rows: Row[]}[] {
  const rows = new Map<string, Row>();
  for (const {label, side, name} of skin.regions) {
    const row = rows.get(label) ?? {label, names: {left: '', right: ''}};
    row.names[side] = name;
    rows.set(label, row);
  }
  const out: {group: Group | 'other'; rows: Row[]}[] = Object.entries(groups).map(([group, labels]) => ({
    group: group as Group,
    rows: labels.flatMap((label) => {
      const row = rows.get(label);
      rows.delete(label);
      return row ? [row] : [];
    }),
  }));
  if (rows.size) out.push({group: 'other', rows: [...rows.values()]});
  return out;
}

// Letters without accents and case, so that "gluteo" finds "glúteo".
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

// Every word that was typed begins a word of one of the names.
export function matches(wanted: string, names: string[]): boolean {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const all = names.map((name) => plain(name).split(/[^\p{L}\p{N}]+/u));
  return all.some((name) => words.every((word) => name.some((part) => part.startsWith(word))));
}

export const tickedIn = (marks: Mark[]): Set<string> => new Set(marks.flatMap((mark) => mark.regions ?? []));

// Ticks or unticks one region. A tick is a mark of its own, with the intensity and quality chosen for the next.
export function tick(marks: Mark[], name: string, isOn: boolean, feel: Pick<Mark, 'intensity' | 'quality'>): Mark[] {
  if (isOn) return [...marks, {...feel, regions: [name]}];
  return marks.flatMap((mark): Mark[] => {
    if (!mark.regions?.includes(name)) return [mark];
    const [first, ...rest] = mark.regions.filter((other) => other !== name);
    return first === undefined ? [] : [{...mark, regions: [first, ...rest]}];
  });
}
