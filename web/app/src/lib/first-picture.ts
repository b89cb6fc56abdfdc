// On a first visit over a slow line the body comes first: whatever else is fetched (engine, fonts, the app for use without a
// network) waits until a person can paint.
//
//     void firstPicture.then(() => engine.start());
let tell: () => void;
export const firstPicture = new Promise<void>((done) => (tell = done));

// The same on a first visit, and nothing to wait for on later ones: for what is on the device by then, as letters and what was
// written down.
const isKept = Boolean(globalThis.navigator?.serviceWorker?.controller);
export const firstVisitPicture: Promise<void> = isKept ? Promise.resolve() : firstPicture;

// Called where the body has been drawn, or where none will be. A finger that is already there goes before.
export function firstPictureIsThere(): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(tell, {timeout: 500});
  else setTimeout(tell, 100);
}
