// The brush in the hand: what the next stroke, or the next tick of the region list, will be. Kept while the app is open.
import type {Quality} from '$body/qualities';
import type {Mark} from '$lib/types';

export const sizes = {least: 0.5, most: 8, usual: 3} as const; // radius, cm

export const brush: {
  tool: 'brush' | 'eraser';
  radius_cm: number;
  intensity: number;
  qualities: Quality[];
  mirror: boolean;
} = $state({tool: 'brush', radius_cm: sizes.usual, intensity: 5, qualities: [], mirror: false});

export function toggleQuality(quality: Quality): void {
  brush.qualities = brush.qualities.includes(quality) ? brush.qualities.filter((one) => one !== quality) : [...brush.qualities, quality];
}

// What a mark says of how it feels.
export function feel(): Pick<Mark, 'intensity' | 'quality'> {
  const [first, ...rest] = brush.qualities;
  return {intensity: brush.intensity, ...(first === undefined ? {} : {quality: rest.length ? [first, ...rest] : first})};
}

// 1 to 10 in words: how much it hurts.
export type Strength = 'mild' | 'moderate' | 'severe' | 'worst';
export function strength(intensity: number): Strength {
  if (intensity <= 3) return 'mild';
  if (intensity <= 6) return 'moderate';
  return intensity <= 9 ? 'severe' : 'worst';
}
