// Colours of the figure and the things around it, in both themes.
import type {Look} from './things';

export const lightLook: Look = {skin: '#d3bfa9', wood: '#c9b79c', cloth: '#a9bdb8', tool: '#0e6b6b', hand: '#b3361f', ground: '#f6f2ea'};
export const darkLook: Look = {skin: '#a08f7e', wood: '#6f6455', cloth: '#4d6561', tool: '#5cbcb0', hand: '#ff8a6b', ground: '#14191a'};
