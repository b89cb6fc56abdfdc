// Which regions a drawing covers, the most painted first.
//
//     findRegions(painted, skin.region)        // [{region: 41, side: 'right', points: 130}, ...]

export interface PaintedRegion {
  region: number; // its place in the answer of `regions`
  side: 'left' | 'right' | 'both';
  points: number;
}

// A region counts once a twentieth of the drawing lies in it; both sides, where each has at least a quarter of it.
const leastShare = 0.05;
const bothFrom = 0.25;

export function findRegions(painted: ArrayLike<number>, region: ArrayLike<number>): PaintedRegion[] {
  const counts = new Map<number, [number, number]>(); // left, right
  let total = 0;
  for (let point = 0; point < painted.length; point += 1) {
    if (!painted[point]) continue;
    const code = region[point] ?? 0;
    const count = counts.get(code >> 1) ?? [0, 0];
    count[code & 1 ? 1 : 0] += 1;
    counts.set(code >> 1, count);
    total += 1;
  }
  return [...counts]
    .map(([id, [left, right]]): PaintedRegion => {
      const points = left + right;
      return {region: id, side: right < bothFrom * points ? 'left' : left < bothFrom * points ? 'right' : 'both', points};
    })
    .filter(({points}) => points >= leastShare * total)
    .sort((a, b) => b.points - a.points);
}
