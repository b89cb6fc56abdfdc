// Where one lands on a new screen: at its top, at its heading. That is what a screen reader says next, and where the next Tab
// begins; otherwise the focus would be lost with the link that was followed. A screen that puts the focus somewhere itself (a
// question, a dialog) keeps it. The heading may come later, after the code of the screen or an answer of the engine.
//
//     const leave = landOnHeading();

export function landOnHeading(): () => void {
  scrollTo(0, 0);
  if (land()) return () => {};
  const observer = new MutationObserver(() => {
    if (land()) observer.disconnect();
  });
  observer.observe(document.body, {childList: true, subtree: true});
  return () => observer.disconnect();
}

// False while there is nothing to land on.
function land(): boolean {
  if (document.activeElement?.closest('main, dialog')) return true;
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({preventScroll: true});
  return true;
}
