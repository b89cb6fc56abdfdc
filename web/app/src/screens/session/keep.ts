// Writes a session down in the journal, once, whatever happens in between: its id was chosen when it began.
import {store} from '$lib/store/store.svelte';

import {hasBegun, type SessionDraft} from './draft';

export async function keepSession(draft: SessionDraft): Promise<void> {
  const {entry, plan, session} = draft;
  if (session && hasBegun(draft) && !store.entries.some((kept) => kept.id === entry))
    await store.appendAll([{id: entry, kind: 'session', of: plan, document: session as unknown as Record<string, unknown>}]);
  await store.dropDraft('session');
}
