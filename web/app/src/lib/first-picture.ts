// On a first visit over a slow line the body comes first: whatever else is fetched (engine, fonts, the app for use without a
// network) waits until a person can paint.
//
//     void firstPicture.then(() => engine.start());
import {isFirstVisit} from './settings.svelte';

let tell: () => void;
export const firstPicture = new Promise<void>((done) => (tell = done));

// The same on a first visit; later ones wait for nothing: letters are on the device by then, and so is what was written down.
export const firstVisitPicture: Promise<void> = isFirstVisit ? firstPicture : Promise.resolve();

// Called where the body has been drawn, or where none will be. A finger that is already there goes before.
export function firstPictureIsThere(): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(tell, {timeout: 500});
  else setTimeout(tell, 100);
}
