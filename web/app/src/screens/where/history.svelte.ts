// Undo and redo of the drawing: every change of the marks is one step, be it a stroke, the eraser, a region of the list, or
// clearing all.
//
//     const history = new History();
//     history.change(marks);          // the drawing as it is now
//     history.undo()                  // the drawing before, or null
import type {Mark} from '$lib/types';

const most = 100; // steps

export class History {
  #past: Mark[][] = $state.raw([]);
  #future: Mark[][] = $state.raw([]);

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  // `before` gives way to something new: what was undone is forgotten.
  change(before: Mark[]): void {
    this.#past = [...this.#past, before].slice(-most);
    this.#future = [];
  }
  undo(now: Mark[]): Mark[] | null {
    const before = this.#past.at(-1);
    if (!before) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, now];
    return before;
  }
  redo(now: Mark[]): Mark[] | null {
    const after = this.#future.at(-1);
    if (!after) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, now];
    return after;
  }
  // Another drawing has taken the place of this one.
  forget(): void {
    this.#past = [];
    this.#future = [];
  }
}
