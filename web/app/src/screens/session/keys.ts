// Keys of a session. None is a letter, so that nothing that is typed or dictated by chance does anything.
import type {Act, SessionState} from '$lib/types';

type View = SessionState['view'];
type TaskKind = SessionState['tasks'][number]['kind'];

export function actOf(key: string, view: View, kind: TaskKind | undefined, isOnControl: boolean): Act | undefined {
  if (key === ' ' || key === 'Enter') {
    if (isOnControl) return undefined; // it presses that
    if (view.is_paused) return 'resume';
    const goesOn = view.phase === 'ready' || view.phase === 'rest' || (view.phase === 'work' && view.remaining_s === 0);
    return goesOn ? 'go' : undefined;
  }
  if (key === 'Escape') return view.is_paused ? 'resume' : view.remaining_s > 0 ? 'pause' : undefined;
  if (view.is_paused) return undefined;
  const isAsked = view.phase === 'ask' || (view.phase === 'hold' && kind === 'point');
  if (!isAsked) return undefined;
  return ({ArrowDown: 'less', ArrowRight: 'same', ArrowUp: 'more'} as const)[key];
}
