// The colours of the picture, from the tokens of theme.css, so that it follows the theme.
import {Color} from 'three';

export interface Look {
  skin: Color;
  pain: Color;
  field: Color;
  accent: Color;
  ink: Color;
  paper: Color;
  muscle: Color;
  isDark: boolean;
}

// On white paper, whatever the theme of the screen: the light tokens of theme.css.
export const paperLook = (): Look => ({
  skin: new Color('#d9cdbf'),
  pain: new Color('#b3361f'),
  field: new Color('#7a3b8f'),
  accent: new Color('#0e5a5a'),
  ink: new Color('#20292b'),
  paper: new Color('#ffffff'),
  muscle: new Color('#9c4a46'),
  isDark: false,
});

export function readLook(from: Element = document.documentElement): Look {
  const style = getComputedStyle(from);
  const token = (name: string) => new Color(style.getPropertyValue(name).trim());
  const paper = token('--paper');
  return {
    skin: token('--skin'),
    pain: token('--pain'),
    field: token('--field'),
    accent: token('--accent'),
    ink: token('--ink'),
    paper,
    muscle: token('--muscle'),
    isDark: paper.getHSL({h: 0, s: 0, l: 0}).l < 0.5,
  };
}
