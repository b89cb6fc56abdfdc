// How a pain feels (the 18 words of schemas/drawing.schema.json, the common ones first), and the sign that each is drawn
// with, so that colour is not the only carrier: those of the paper drawings that clinics use.
export const qualities = [
  'ache', 'burning', 'sharp', 'numb', 'tingling', 'tight', 'throbbing', 'shooting', 'stiff', 'cramp', 'dull', 'heavy', 'tender',
  'stabbing', 'electric', 'itching', 'cold', 'weak',
] as const;
export type Quality = (typeof qualities)[number];

export const textures = ['lines', 'dots', 'crosses', 'slashes'] as const;
export type Texture = (typeof textures)[number];

const plain = ['ache', 'dull', 'heavy', 'tender', 'throbbing'];
const drawnAs: Record<Texture, readonly Quality[]> = {
  lines: ['tight', 'stiff', 'cramp'],
  dots: ['numb', 'tingling', 'electric', 'itching', 'weak'],
  crosses: ['burning', 'cold'],
  slashes: ['sharp', 'stabbing', 'shooting'],
};

// Null for those that are drawn as plain colour.
export function textureOf(quality: Quality): Texture | null {
  if (plain.includes(quality)) return null;
  return textures.find((texture) => drawnAs[texture].includes(quality)) ?? null;
}
