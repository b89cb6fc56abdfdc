// The app without a network: kept by a service worker after the first visit, and exchanged for a newer one when the person
// says so. Called by App once nothing else is being fetched: keeping all of it would hold that up.
import {registerSW} from 'virtual:pwa-register';

export const offline: {
  isReady: boolean; // everything is here; the network may go
  hasUpdate: boolean; // a newer version waits
  reload: () => Promise<void>;
} = $state({isReady: false, hasUpdate: false, reload: () => Promise.resolve()});

export function keepOffline(): void {
  const update = registerSW({
    onNeedRefresh: () => (offline.hasUpdate = true),
  });
  // A worker is active once it has kept everything, whichever visit it began with.
  void (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.ready.then(() => (offline.isReady = true));
  offline.reload = () => update(true);
}
