// Where one lands on a new screen: at its top, at its heading. That is what a screen reader says next, and where the next Tab
// begins; otherwise the focus would be lost with the link that was followed. A screen that puts the focus somewhere itself (a
// question, a dialog) keeps it. The heading may come later, after the code of the screen or an answer of the engine, and give way
// to another: it is followed until the person does something.
//
//     const leave = landOnNextHeading();       // before the page changes
export function landOnNextHeading(): () => void {
  const before = document.querySelector('main h1');
  const focused = document.activeElement;
  let landed: Element | null = null;
  scrollTo(0, 0);
  const observer = new MutationObserver(() => {
    const heading = document.querySelector<HTMLElement>('main h1');
    if (!heading || heading === before || heading === landed) return;
    const now = document.activeElement;
    if (now !== focused && now?.closest('main, dialog')) return;
    heading.tabIndex = -1;
    heading.focus({preventScroll: true});
    landed = heading;
  });
  observer.observe(document.body, {childList: true, subtree: true});
  const acting = new AbortController();
  const leave = () => {
    observer.disconnect();
    acting.abort();
  };
  for (const kind of ['keydown', 'pointerdown'] as const) addEventListener(kind, leave, {capture: true, signal: acting.signal});
  return leave;
}
