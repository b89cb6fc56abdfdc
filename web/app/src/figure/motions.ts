// Which figure shows what, and the figures themselves; each is fetched from the engine once.
import {engine} from '$lib/engine.svelte';

import type {Motion, Skin} from './types';

export type Body = 'neutral' | 'female' | 'male';
export interface Shown {
  motion?: string; // id of a motion
  finding?: string; // or what it shows: a test ...
  remedy?: string; // ... or a stretch, exercise or technique ("gluteus-medius/ball-on-floor-back")
}

let known: Promise<{byFinding: Map<string, string>; byRemedy: Map<string, string>}> | undefined;

function listMotions(): NonNullable<typeof known> {
  known ??= engine.call('motions').then(({motions}) => {
    const byFinding = new Map<string, string>();
    const byRemedy = new Map<string, string>();
    for (const motion of motions) {
      for (const id of motion.findings) byFinding.set(id, motion.id);
      for (const id of motion.remedies) byRemedy.set(id, motion.id);
    }
    return {byFinding, byRemedy};
  });
  known.catch(() => (known = undefined));
  return known;
}

// The id of the motion, or nothing where no figure shows it.
export async function findMotion({motion, finding, remedy}: Shown): Promise<string | undefined> {
  if (motion) return motion;
  const {byFinding, byRemedy} = await listMotions();
  return finding ? byFinding.get(finding) : remedy ? byRemedy.get(remedy) : undefined;
}

export const fetchMotion = (id: string, side: 'left' | 'right', body: Body, point?: string): Promise<Motion> =>
  engine.call('motion', {id, side, body, ...(point ? {point} : {})}) as Promise<Motion>;

const skins = new Map<Body, Promise<Skin>>();

export function fetchSkin(body: Body): Promise<Skin> {
  let skin = skins.get(body);
  if (!skin) {
    skin = Promise.all([engine.skin(body), engine.figure(body)]).then(([{positions, triangles}, {parents, centres, joints, weights}]) => ({
      positions,
      triangles,
      joints,
      weights,
      bones: Array.from(parents, (parent, i) => ({
        parent: parent === 255 ? -1 : parent,
        at: [centres[3 * i] ?? 0, centres[3 * i + 1] ?? 0, centres[3 * i + 2] ?? 0] as [number, number, number],
      })),
    }));
    skin.catch(() => skins.delete(body));
    skins.set(body, skin);
  }
  return skin;
}
