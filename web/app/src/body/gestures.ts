// Fingers, mouse and keys on the picture of the body.
//
// Painting: one finger or the left button paints where it begins on the skin, and turns the body where it begins beside it.
// Looking: one finger turns (and the page scrolls up and down under it), the left button turns.
// Always: two fingers turn, pinch and, once zoomed in, move up and down; the right button turns; the wheel zooms; the
// middle button or Shift moves. Arrow keys turn, + and - zoom, Home shows the whole body.
import type {BodyScene} from './scene';

export interface Hand {
  // A stroke begins at a place of the picture; false where there is nothing to paint.
  begin(x: number, y: number): boolean;
  draw(places: {x: number; y: number}[]): void;
  finish(): void;
  cancel(): void;
  tap(x: number, y: number): void; // touched without moving, while looking
  hover(place: {x: number; y: number} | null): void; // the mouse, for the ring that shows the brush
  reset(): void; // Home
}

interface Finger {
  x: number;
  y: number;
}

const turnPerPixel = 0.008;
const tapSlop = 8; // pixels
const firstMoment = 220; // ms in which a second finger means that no stroke was wanted, even where the first has moved

export class Gestures {
  mode: 'paint' | 'look' = 'look';
  #frame: HTMLElement; // has the focus
  #canvas: HTMLCanvasElement;
  #scene: BodyScene;
  #hand: Hand;
  #fingers = new Map<number, Finger>();
  #doing: 'paint' | 'turn' | 'tilt' | 'pan' | 'pinch' | null = null;
  #began = {x: 0, y: 0, at: 0};
  #hasMoved = false;
  #ending = new AbortController();

  constructor(frame: HTMLElement, canvas: HTMLCanvasElement, scene: BodyScene, hand: Hand) {
    this.#frame = frame;
    this.#canvas = canvas;
    this.#scene = scene;
    this.#hand = hand;
    const {signal} = this.#ending;
    canvas.addEventListener('pointerdown', this.#down, {signal});
    canvas.addEventListener('pointermove', this.#moved, {signal});
    canvas.addEventListener('pointerup', this.#up, {signal});
    canvas.addEventListener('pointercancel', this.#lost, {signal});
    canvas.addEventListener('pointerleave', () => hand.hover(null), {signal});
    canvas.addEventListener('contextmenu', (event) => event.preventDefault(), {signal});
    canvas.addEventListener('wheel', this.#wheel, {signal, passive: false});
    frame.addEventListener('keydown', this.#key, {signal});
  }
  end(): void {
    this.#ending.abort();
  }

  #place(event: PointerEvent | WheelEvent): Finger {
    const box = this.#canvas.getBoundingClientRect();
    return {x: event.clientX - box.left, y: event.clientY - box.top};
  }

  #down = (event: PointerEvent) => {
    const at = this.#place(event);
    this.#canvas.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, at);
    if (this.#fingers.size === 2) {
      if (this.#doing === 'paint') {
        if (!this.#hasMoved || event.timeStamp - this.#began.at < firstMoment) this.#hand.cancel();
        else this.#hand.finish();
      }
      this.#doing = 'pinch';
      return;
    }
    if (this.#fingers.size > 2) return;
    this.#began = {...at, at: event.timeStamp};
    this.#hasMoved = false;
    if (event.button === 1 || (event.button === 0 && event.shiftKey)) this.#doing = 'pan';
    else if (event.button === 2) this.#doing = 'tilt';
    else if (this.mode === 'paint' && this.#hand.begin(at.x, at.y)) this.#doing = 'paint';
    else this.#doing = event.pointerType === 'mouse' ? 'tilt' : 'turn';
  };

  #moved = (event: PointerEvent) => {
    const before = this.#fingers.get(event.pointerId);
    const at = this.#place(event);
    if (event.pointerType === 'mouse') this.#hand.hover(at);
    if (!before) return;
    if (this.#doing === 'pinch') return this.#pinch(event.pointerId, before, at);
    this.#fingers.set(event.pointerId, at);
    if (Math.hypot(at.x - this.#began.x, at.y - this.#began.y) > tapSlop) this.#hasMoved = true;
    if (this.#doing === 'paint') {
      const all = event.getCoalescedEvents?.() ?? [];
      this.#hand.draw((all.length ? all : [event]).map((one) => this.#place(one)));
      return;
    }
    if (!this.#hasMoved && this.mode === 'look') return;
    const dx = at.x - before.x, dy = at.y - before.y;
    if (this.#doing === 'pan') this.#scene.pan(dx, dy);
    else if (this.#doing === 'tilt') this.#scene.turn(-dx * turnPerPixel, dy * turnPerPixel);
    else if (this.#doing === 'turn') {
      this.#scene.turn(-dx * turnPerPixel, 0);
      if (this.mode === 'paint') this.#upDown(dy);
    }
  };

  #pinch(id: number, before: Finger, at: Finger): void {
    const other = [...this.#fingers].find(([key]) => key !== id)?.[1];
    this.#fingers.set(id, at);
    if (!other) return;
    const far = Math.hypot(before.x - other.x, before.y - other.y), now = Math.hypot(at.x - other.x, at.y - other.y);
    const middle = {x: (at.x + other.x) / 2, y: (at.y + other.y) / 2};
    if (far > 10 && now > 10) this.#scene.zoomBy(now / far, middle.x, middle.y);
    // Each finger moves the middle by half of its own way.
    this.#scene.turn((-(at.x - before.x) / 2) * turnPerPixel, 0);
    this.#upDown((at.y - before.y) / 2);
  }
  // With the whole body in view there is nothing to move up and down: it tilts.
  #upDown(dy: number): void {
    if (this.#scene.zoom > 1.05) this.#scene.pan(0, dy);
    else this.#scene.turn(0, dy * turnPerPixel);
  }

  #up = (event: PointerEvent) => {
    const wasKnown = this.#fingers.delete(event.pointerId);
    if (!wasKnown) return;
    if (this.#doing === 'pinch') {
      if (this.#fingers.size === 0) this.#doing = null;
      return;
    }
    if (this.#doing === 'paint') this.#hand.finish();
    else if (!this.#hasMoved && this.mode === 'look') this.#hand.tap(this.#began.x, this.#began.y);
    this.#doing = null;
  };
  // The system took the finger away (a call, scrolling): what was painted so far counts.
  #lost = (event: PointerEvent) => {
    this.#fingers.delete(event.pointerId);
    if (this.#doing === 'paint') this.#hand.finish();
    if (this.#fingers.size === 0) this.#doing = null;
  };

  #wheel = (event: WheelEvent) => {
    // Where the body is only looked at, the wheel belongs to the page unless the picture was chosen.
    if (this.mode === 'look' && !event.ctrlKey && document.activeElement !== this.#frame) return;
    event.preventDefault();
    const {x, y} = this.#place(event);
    this.#scene.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), x, y);
  };

  #key = (event: KeyboardEvent) => {
    const angle = Math.PI / 12;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.#scene.turn(-angle, 0),
      ArrowRight: () => this.#scene.turn(angle, 0),
      ArrowUp: () => (event.shiftKey || this.#scene.zoom > 1.05 ? this.#scene.pan(0, 40) : this.#scene.turn(0, angle)),
      ArrowDown: () => (event.shiftKey || this.#scene.zoom > 1.05 ? this.#scene.pan(0, -40) : this.#scene.turn(0, -angle)),
      '+': () => this.#scene.zoomBy(1.25),
      '=': () => this.#scene.zoomBy(1.25),
      '-': () => this.#scene.zoomBy(0.8),
      Home: () => this.#hand.reset(),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
