// The colours of the picture, from the tokens of theme.css, so that it follows the theme; in linear light.
export type Colour = readonly [red: number, green: number, blue: number];

export interface Look {
  skin: Colour;
  pain: Colour;
  field: Colour;
  accent: Colour;
  ink: Colour;
  paper: Colour;
  muscle: Colour;
  isDark: boolean;
}

// "#d9cdbf" or "#fff", as the tokens of the theme are written; white where the theme did not come.
export function readColour(text: string): Colour {
  const short = text.trim().replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3');
  const digits = /^#([0-9a-f]{6})$/i.exec(short)?.[1] ?? 'ffffff';
  return [0, 2, 4].map((at) => {
    const share = parseInt(digits.slice(at, at + 2), 16) / 255;
    return share < 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
}

export const mix = (a: Colour, b: Colour, share: number): Colour =>
  [0, 1, 2].map((k) => a[k]! + (b[k]! - a[k]!) * share) as unknown as Colour;

// On white paper, whatever the theme of the screen: the light tokens of theme.css.
export const paperLook = (): Look => ({
  skin: readColour('#d9cdbf'),
  pain: readColour('#b3361f'),
  field: readColour('#7a3b8f'),
  accent: readColour('#0e5a5a'),
  ink: readColour('#20292b'),
  paper: readColour('#ffffff'),
  muscle: readColour('#9c4a46'),
  isDark: false,
});

export function readLook(from: Element = document.documentElement): Look {
  const style = getComputedStyle(from);
  const token = (name: string) => readColour(style.getPropertyValue(name));
  const paper = token('--paper');
  return {
    skin: token('--skin'),
    pain: token('--pain'),
    field: token('--field'),
    accent: token('--accent'),
    ink: token('--ink'),
    paper,
    muscle: token('--muscle'),
    isDark: (Math.max(...paper) + Math.min(...paper)) / 2 < 0.5,
  };
}
