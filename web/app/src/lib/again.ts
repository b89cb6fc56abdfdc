// A part of the app that did not come, fetched once more. Some browsers remember a module that did not come and never ask for it
// again: there the page is loaded anew, where the server answers, since a page that cannot be loaded would take the app away.
// What is on the screen lies in the draft and is there again.
//
//     const page = await fetchAgain(() => import('./Page.svelte'));      // rejects where it still does not come
export async function fetchAgain<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (problem) {
    const isKept = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
    const isServed = isKept || (await fetch('./', {method: 'HEAD', cache: 'no-store'}).then(({ok}) => ok, () => false));
    if (isServed) location.reload();
    throw problem;
  }
}
