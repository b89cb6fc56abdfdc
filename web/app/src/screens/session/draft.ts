// A session under way, as it is kept after each act: enough to go on where it was after a reload, a crash or a flat battery.
import type {SessionDocument} from '$lib/types';

export interface SessionDraft {
  format: 'knotwork.session-draft/1';
  entry: string; // id under which the session is written down at the end, once
  plan: string; // entry of the journal
  leaveOut: string[]; // items that are not done today
  begun: string; // moment
  at_s: number; // of the session's own clock, when it was last seen
  session: SessionDocument | null; // null: not opened yet
}

export function parseDraft(text: string | undefined): SessionDraft | undefined {
  if (!text) return undefined;
  try {
    const draft = JSON.parse(text) as SessionDraft | null;
    return draft?.format === 'knotwork.session-draft/1' ? draft : undefined;
  } catch {
    return undefined; // written by another version
  }
}

// Whether anything was done that is worth keeping.
export const hasBegun = (draft: SessionDraft): boolean =>
  (draft.session?.events ?? []).some((event) => event.act !== 'pause' && event.act !== 'resume' && event.act !== 'quit');
