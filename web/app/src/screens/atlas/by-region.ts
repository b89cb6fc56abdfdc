// What belongs to a part of the body: sources that are felt there, muscles that lie there. Worked out once from the engine's
// fields and fibres, which takes a moment; sides are alike, so only the left is looked at.
//
//     const here = (await byRegion())[41];
//     here.felt[0]           // {source: 'gluteus-minimus/2/left', share: 0.8, isEssential: true}
//     here.lying[0]          // {muscle: 'gluteus-maximus', share: 0.4}

export interface Felt {
  source: string;
  share: number; // of the part's skin that the field takes in
  isEssential: boolean;
}
export interface Lying {
  muscle: string;
  share: number; // of the muscle's fibres that lie under the part
}
export interface Here {
  felt: Felt[]; // essential first, then by share
  lying: Lying[];
}

// The side of the body from which a part is seen best, of the mean of its outward directions (x to the left, z forward).
export function seenFrom([x, z]: readonly [number, number]): 'front' | 'back' | 'left' | 'right' {
  // Parts that face sideways are seen well enough from the front or the back, unless they face nowhere else.
  if (Math.abs(x) > 1.5 * Math.abs(z)) return x > 0 ? 'left' : 'right';
  return z < 0 ? 'back' : 'front';
}

export interface Zones {
  zones: {essential: boolean; points: ArrayLike<number>; coverage: ArrayLike<number>}[];
}

const leastFelt = {essential: 0.08, spillover: 0.12}; // of the part's skin
const leastLying = 0.12; // of the muscle

// Regions are numbered as the engine numbers them; `region` holds twice that number for each skin point, and 1 more on the right.
export function countRegions(region: ArrayLike<number>): [number, number][] {
  const counts: [number, number][] = [];
  for (let v = 0; v < region.length; v += 1) {
    const code = region[v]!;
    const count = (counts[code >> 1] ??= [0, 0]);
    count[code & 1] = count[code & 1]! + 1;
  }
  return counts;
}

// Of each part of the body, the share that the zones take in: the larger of its two sides.
export function shareOf(zones: Zones['zones'], region: ArrayLike<number>, counts: [number, number][]): Map<number, number> {
  const sums = new Map<number, number>(); // by code
  for (const {points, coverage} of zones)
    for (let i = 0; i < points.length; i += 1) {
      const code = region[points[i]!]!;
      sums.set(code, (sums.get(code) ?? 0) + coverage[i]! / 255);
    }
  const shares = new Map<number, number>();
  for (const [code, sum] of sums) {
    const share = sum / Math.max(1, counts[code >> 1]?.[code & 1] ?? 1);
    shares.set(code >> 1, Math.max(share, shares.get(code >> 1) ?? 0));
  }
  return shares;
}

export function feltFrom(source: string, field: Zones, region: ArrayLike<number>, counts: [number, number][], into: Here[]): void {
  const essential = shareOf(field.zones.filter((zone) => zone.essential), region, counts);
  const spillover = shareOf(field.zones.filter((zone) => !zone.essential), region, counts);
  for (const [part, here] of into.entries()) {
    const [sure, some] = [essential.get(part) ?? 0, spillover.get(part) ?? 0];
    if (sure >= leastFelt.essential) here.felt.push({source, share: Math.min(1, sure), isEssential: true});
    else if (sure + some >= leastFelt.spillover) here.felt.push({source, share: Math.min(1, sure + some), isEssential: false});
  }
}

// `parts`: the part of the body under each place along the fibres.
export function lyingFrom(muscle: string, parts: readonly number[], into: Here[]): void {
  const counts = new Map<number, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  for (const [part, count] of counts) if (count >= leastLying * parts.length) into[part]?.lying.push({muscle, share: count / parts.length});
}

export function arrange(all: Here[]): Here[] {
  for (const here of all) {
    here.felt.sort((a, b) => Number(b.isEssential) - Number(a.isEssential) || b.share - a.share);
    here.lying.sort((a, b) => b.share - a.share);
  }
  return all;
}

// The likeliest field of each muscle or condition first, with the numbers of its points that are felt here.
export interface FeltHere {
  id: string;
  points: number[];
  isEssential: boolean;
}
export function gather(felt: readonly Felt[], parse: (source: string) => {id: string; point: number | null}): FeltHere[] {
  const all = new Map<string, FeltHere>();
  for (const {source, isEssential} of felt) {
    const {id, point} = parse(source);
    const known = all.get(id) ?? {id, points: [], isEssential};
    if (point !== null && known.isEssential === isEssential) known.points.push(point);
    all.set(id, known);
  }
  for (const one of all.values()) one.points.sort((a, b) => a - b);
  return [...all.values()];
}
