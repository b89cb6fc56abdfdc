// The eraser. A mark that it touches keeps what it did not touch, skin point by skin point, as a `points` mark of the same
// intensity and quality: no stroke paints just the rest of another. Marks that it does not touch stay what they are, and
// those of which nothing is left are taken away.
import {edge} from './brush';
import type {Coverage} from './painting';
import type {Mark} from '$lib/types';

export interface Erased {
  marks: Mark[];
  rests: {mark: Mark; coverage: Coverage}[]; // of the marks that are new: the edge as the eraser drew it
}

// Null where nothing was touched. `coverageOf` gives what a mark paints, or null for one whose place is not known yet;
// that one stays.
export function eraseFrom(marks: Mark[], erased: Coverage, coverageOf: (mark: Mark) => Coverage | null, skin: string): Erased | null {
  const rests: Erased['rests'] = [];
  let isTouched = false;
  const out = marks.flatMap((mark): Mark[] => {
    const coverage = coverageOf(mark);
    if (!coverage) return [mark];
    const isHit = [...erased].some(([v, share]) => share >= edge && (coverage.get(v) ?? 0) >= edge);
    if (!isHit) return [mark];
    isTouched = true;
    const left: Coverage = new Map();
    for (const [v, share] of coverage) {
      const gone = erased.get(v) ?? 0;
      left.set(v, gone >= edge ? Math.min(share, 1 - gone, edge - 0.01) : Math.min(share, 1 - gone));
    }
    const indices = [...left].filter(([, share]) => share >= edge).map(([v]) => v).sort((a, b) => a - b);
    if (!indices.length) return [];
    const {intensity, quality, note} = mark;
    const rest: Mark = {
      ...(intensity === undefined ? {} : {intensity}),
      ...(quality === undefined ? {} : {quality}),
      ...(note === undefined ? {} : {note}),
      points: {skin, indices},
    };
    rests.push({mark: rest, coverage: left});
    return [rest];
  });
  return isTouched ? {marks: out, rests} : null;
}
