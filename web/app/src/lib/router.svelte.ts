// Where in the app one is: the part of the address after #, "#/atlas/muscle/gluteus-minimus". Nothing of it is ever sent,
// and any folder on any web host serves it.
//
//     route.screen            // 'atlas'
//     route.rest              // ['muscle', 'gluteus-minimus']
//     go('source')            // as a link <a href="#/source"> does

export const screens = [
  'where', 'check', 'source', 'today', 'session', 'progress', 'share', 'atlas', 'people', 'settings', 'about',
] as const;
export type Screen = (typeof screens)[number];

function parse(hash: string): {screen: Screen; rest: string[]} {
  const [screen, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decodePart);
  return {screen: screens.find((known) => known === screen) ?? 'where', rest: rest.filter((part) => part !== '')};
}

// What was typed wrongly after a % is left as it is.
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

let current = $state(parse(location.hash));
addEventListener('hashchange', () => {
  current = parse(location.hash);
});

export const route = {
  get screen() {
    return current.screen;
  },
  get rest() {
    return current.rest;
  },
};

export const link = (screen: Screen, ...rest: string[]): string =>
  `#/${[screen, ...rest].map(encodeURIComponent).join('/').replaceAll('%2F', '/')}`;

export function go(screen: Screen, ...rest: string[]): void {
  location.hash = link(screen, ...rest);
}
