// Colours of the figure and the things around it. On the screen they come from the tokens of theme.css.
import type {Look} from './things';

export const lightLook: Look = {skin: '#d9cdbf', wood: '#c9b79c', cloth: '#a9bdb8', tool: '#0e5a5a', hand: '#b3361f'};
export const darkLook: Look = {skin: '#a3978b', wood: '#6f6455', cloth: '#4d6561', tool: '#7fd0c4', hand: '#ff8a6b'};

export function readLook(from: Element): Look {
  const style = getComputedStyle(from);
  const token = (name: string, other: string) => style.getPropertyValue(name).trim() || other;
  const base = style.colorScheme === 'dark' ? darkLook : lightLook;
  return {...base, skin: token('--skin', base.skin), tool: token('--accent', base.tool), hand: token('--pain', base.hand)};
}
