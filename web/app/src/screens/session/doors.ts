// What a session needs of the app: the engine, the clocks of the device, and the draft.
import {engine} from '$lib/engine.svelte';
import {store} from '$lib/store/store.svelte';
import type {SessionState} from '$lib/types';

import {steadySeconds, wallSeconds} from './clock';
import type {SessionDraft} from './draft';
import type {Doors} from './guide.svelte';

export function doorsTo(draft: SessionDraft): Doors {
  return {
    open: (request) => engine.call('session', request) as Promise<SessionState>,
    step: (request) => engine.call('session-step', request) as Promise<SessionState>,
    steady: steadySeconds,
    wall: wallSeconds,
    keep(session, at_s) {
      draft.session = session;
      draft.at_s = at_s;
      void store.keepDraft(JSON.stringify(draft), 'session');
    },
  };
}
