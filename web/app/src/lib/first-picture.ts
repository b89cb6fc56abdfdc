// On a first visit over a slow line the body comes first: whatever else is fetched (engine, fonts, the app for use without a
// network) waits until a person can paint.
//
//     void firstPicture.then(() => engine.start());
let tell: () => void;
export const firstPicture = new Promise<void>((done) => (tell = done));

// Called where the body has been drawn, or where none will be.
export const firstPictureIsThere = (): void => tell();
