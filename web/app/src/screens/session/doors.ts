// What a session needs of the app: the engine, the clocks of the device, and the draft.
import {engine, retryEngine} from '$lib/engine.svelte';
import {store} from '$lib/store/store.svelte';

import {steadySeconds, wallSeconds} from './clock';
import type {SessionDraft} from './draft';
import type {Doors} from './guide.svelte';

export function doorsTo(draft: SessionDraft): Doors {
  return {
    open(request) {
      retryEngine(); // where it could not be loaded before
      return engine.call('session', request);
    },
    step: (request) => engine.call('session-step', request),
    steady: steadySeconds,
    wall: wallSeconds,
    keep(session, at_s) {
      draft.session = session;
      draft.at_s = at_s;
      void store.keepDraft(JSON.stringify(draft), 'session');
    },
  };
}
