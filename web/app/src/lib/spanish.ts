// Small rules of Spanish that sentences put together need.

// "de" before what may begin with an article: "del glúteo menor", "de los gemelos".
export const de = (what: string): string => (what.startsWith('el ') ? `del ${what.slice(3)}` : `de ${what}`);

// A muscle with its side: "el glúteo menor derecho", "los gemelos izquierdos". All are masculine.
export function onSide(muscle: string, side: 'left' | 'right'): string {
  const word = side === 'left' ? 'izquierdo' : 'derecho';
  return `${muscle} ${muscle.startsWith('los ') ? `${word}s` : word}`;
}
