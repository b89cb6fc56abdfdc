// One window at a time runs a session: two would each count on their own. Where a browser knows no locks, none is asked for.
export function holdAlone(): Promise<(() => void) | undefined> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    navigator.locks
      .request('knotwork-session', {ifAvailable: true}, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((letGo) => resolve(letGo));
      })
      .catch(() => resolve(() => undefined));
  });
}
