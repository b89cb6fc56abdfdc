// The picture of the body: nothing of the app. BodyView puts it on the page and renderStill into a file.
//
//     const scene = new BodyScene(canvas, look, {width: 360, height: 480, ratio: devicePixelRatio});
//     scene.setSkin(geometry, painting);
//     scene.turnTo('back');
//     scene.paintChanged();                    // draws in the next frame; without a change nothing is drawn
import {calmed} from './calm';
import {Camera} from './camera';
import type {Ribbons} from './fibres';
import {dot, minus, norm, normalized, type SkinGeometry, type SurfacePoint, type Vec3} from './geometry';
import {Graphics, type Shader, type Thing} from './graphics';
import {mix, type Look} from './look';
import type {Painting} from './painting';
import * as shaders from './shaders';
import {TouchedSkin} from './touch';

export const views = ['front', 'back', 'left', 'right'] as const;
export type View = (typeof views)[number];
const yawOf: Record<View, number> = {front: 0, left: Math.PI / 2, back: Math.PI, right: -Math.PI / 2};

const fov = 18; // narrow, so that hands and feet look no larger than they are
const mostZoom = 7;
const mostPitch = 1.35;
const mostRatio = 2; // device pixels drawn a pixel: more costs time and shows nothing

export interface Size {
  width: number; // pixels of the page
  height: number;
  ratio: number; // device pixels each
}

function pixelsOf({width, height, ratio}: Size): [number, number] {
  const drawn = Math.min(ratio, mostRatio);
  return [Math.floor(Math.max(1, width) * drawn), Math.floor(Math.max(1, height) * drawn)];
}

export class BodyScene {
  readonly canvas: HTMLCanvasElement;
  onMove: () => void = () => {}; // the view has moved: what is laid over the picture follows
  zoom = 1; // 1 shows the whole body
  yaw = 0;
  pitch = 0;
  #graphics: Graphics;
  #camera = new Camera(fov);
  #target: Vec3 = [0, 0.85, 0];
  #box = {low: [0, 0, 0] as Vec3, high: [0, 0, 0] as Vec3}; // of the shown body
  #geometry: SkinGeometry | null = null;
  #painting: Painting | null = null;
  #touched: TouchedSkin | null = null;
  #skin: Shader;
  #contour: Shader;
  #fibre: Shader;
  #cross: Shader;
  #body: Thing[] = []; // skin and contour
  #fibres: Thing | null = null;
  #crosses: Thing | null = null;
  #frame = 0;
  #move: {from: number[]; to: number[]; began: number; lasts: number} | null = null;
  #placed: number[] = []; // what the camera was last placed by
  #width = 1;
  #height = 1;
  #ratio = 1;

  // Throws where the browser has no WebGL.
  constructor(canvas: HTMLCanvasElement, look: Look, size: Size) {
    this.canvas = canvas;
    [canvas.width, canvas.height] = pixelsOf(size); // before there is a context: each change of it costs a new drawing buffer
    this.#graphics = new Graphics(canvas);
    this.#skin = {
      vertex: shaders.skinVertex,
      fragment: shaders.skinFragment,
      sides: 'front',
      isSolid: true,
      uniforms: {ratio: 1, veil: 0, origin: [0, 0]},
    };
    this.#contour = {
      vertex: shaders.contourVertex,
      fragment: shaders.contourFragment,
      sides: 'back',
      isSolid: true,
      uniforms: {width: 1, size: [1, 1]},
    };
    this.#fibre = {
      vertex: shaders.fibreVertex,
      fragment: shaders.fibreFragment,
      sides: 'both',
      isSolid: false,
      uniforms: {peeled: 0, through: 0.045},
    };
    this.#cross = {
      vertex: shaders.crossVertex,
      fragment: shaders.crossFragment,
      sides: 'both',
      isSolid: false,
      uniforms: {size: 20},
    };
    // Made ready while the skin is still on its way.
    this.#graphics.compile(this.#skin);
    this.#graphics.compile(this.#contour);
    this.setLook(look);
    this.resize(size);
    canvas.addEventListener('webglcontextrestored', this.#restored);
  }

  setLook({skin, pain, field, accent, ink, paper, muscle, isDark}: Look): void {
    Object.assign(this.#skin.uniforms, {skin, pain, fieldColour: field, accent, ink, paper, isDark: isDark ? 1 : 0});
    Object.assign(this.#contour.uniforms, {colour: mix(ink, paper, isDark ? 0.45 : 0.5)});
    Object.assign(this.#fibre.uniforms, {muscle, skin});
    Object.assign(this.#cross.uniforms, {colour: ink, halo: paper});
    this.draw();
  }

  setSkin(geometry: SkinGeometry, painting: Painting): void {
    for (const thing of this.#body) this.#graphics.remove(thing);
    const {skin} = geometry;
    const {normals, shade, contour} = calmed(geometry);
    const position = {values: skin.positions, size: 3} as const;
    const normal = {values: normals, size: 3} as const;
    this.#body = [
      {
        shader: this.#skin,
        attributes: {
          position,
          normal,
          paint: {values: painting.paint, size: 4},
          textures: {values: painting.textures, size: 4},
          field: {values: painting.field, size: 4},
          shade: {values: shade, size: 1},
        },
        index: skin.triangles,
      },
      {shader: this.#contour, attributes: {position, normal}, index: contour},
    ];
    this.#geometry = geometry;
    this.#painting = painting;
    this.#touched = new TouchedSkin(skin.positions, skin.triangles);
    this.#placed = [];
    this.#box = boxOf(skin.positions);
    this.#target = this.#centre();
    this.draw();
  }

  // The marks, or the stroke under the finger.
  paintChanged(): void {
    if (this.#painting) for (const values of [this.#painting.paint, this.#painting.textures]) this.#graphics.changed(values);
    this.draw();
  }
  // Referral fields and chosen regions.
  fieldChanged(): void {
    if (this.#painting) this.#graphics.changed(this.#painting.field);
    this.draw();
  }

  // Trigger points to press, as X.
  setCrosses(places: SurfacePoint[]): void {
    if (this.#crosses) this.#graphics.remove(this.#crosses);
    this.#crosses = null;
    if (places.length && this.#geometry)
      this.#crosses = {
        shader: this.#cross,
        attributes: {
          position: {values: new Float32Array(places.flatMap((place) => [...this.#geometry!.shown(place, 0.001)])), size: 3},
          outward: {values: new Float32Array(places.flatMap((place) => [...place.normal])), size: 3},
        },
      };
    this.draw();
  }

  // Muscles from fibres.ts; null for none.
  setFibres(ribbons: Ribbons | null): void {
    if (this.#fibres) this.#graphics.remove(this.#fibres);
    this.#fibres = null;
    this.#skin.uniforms['veil'] = ribbons ? 1 : 0;
    if (ribbons) {
      const {position, outward, across, layer, index} = ribbons;
      this.#fibres = {
        shader: this.#fibre,
        attributes: {
          position: {values: position, size: 3},
          outward: {values: outward, size: 3},
          across: {values: across, size: 2},
          layer: {values: layer, size: 1},
        },
        index,
      };
    }
    this.draw();
  }
  peel(layers: number): void {
    this.#fibre.uniforms['peeled'] = layers;
    this.draw();
  }

  resize(size: Size): void {
    this.#width = Math.max(1, size.width);
    this.#height = Math.max(1, size.height);
    this.#ratio = Math.min(size.ratio, mostRatio);
    this.#graphics.resize(...pixelsOf(size));
    this.#contour.uniforms['size'] = [this.#width, this.#height];
    this.#skin.uniforms['ratio'] = this.#ratio;
    this.#cross.uniforms['size'] = Math.max(16, Math.min(26, this.#height / 22)) * this.#ratio;
    this.draw();
  }

  // --- looking around -------------------------------------------------------------------------------------------------

  turn(yaw: number, pitch: number): void {
    this.#move = null;
    this.yaw += yaw;
    this.pitch = clamp(this.pitch + pitch, -mostPitch, mostPitch);
    this.draw();
  }
  // Brings nearer (factor above 1), keeping what lies under a place of the picture (pixels) where it is.
  zoomBy(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    this.#move = null;
    const before = this.#onPlane(x, y);
    this.zoom = clamp(this.zoom * factor, 1, mostZoom);
    this.#place();
    const after = this.#onPlane(x, y);
    this.#target = plus(this.#target, minus(before, after));
    this.#keepInside();
    this.draw();
  }
  // Moves the picture by so many pixels.
  pan(dx: number, dy: number): void {
    this.#move = null;
    const before = this.#onPlane(this.#width / 2, this.#height / 2);
    const after = this.#onPlane(this.#width / 2 + dx, this.#height / 2 + dy);
    this.#target = plus(this.#target, minus(before, after));
    this.#keepInside();
    this.draw();
  }
  // The whole body from one side; eased in, or at once where motion is reduced.
  turnTo(view: View, lasts = 0): void {
    const yaw = yawOf[view];
    const turned = this.yaw + shortest(yaw - this.yaw);
    this.#go([turned, 0, 1, ...this.#centre()], lasts);
  }
  turnAtOnce(view: View): void {
    this.#move = null;
    [this.yaw, this.pitch, this.zoom] = [yawOf[view], 0, 1];
    this.#target = this.#centre();
    this.draw();
  }
  // Shows a part of the body large, from outside.
  lookAt(places: SurfacePoint[], lasts = 0): void {
    if (!this.#geometry || !places.length) return;
    const {low, high} = boxOf(new Float32Array(places.flatMap((place) => [...this.#geometry!.shown(place)])));
    const normal = places.reduce<Vec3>((sum, place) => plus(sum, place.normal), [0, 0, 0]);
    const yaw = this.yaw + shortest(Math.atan2(normal[0], normal[2]) - this.yaw);
    const size = Math.max(0.35, norm(minus(high, low)) * 1.3);
    this.#go([yaw, 0, clamp(this.#size()[1] / size, 1, mostZoom), ...middle(low, high)], lasts);
  }
  get isTurning(): boolean {
    return this.#move !== null;
  }
  get view(): View | null {
    return views.find((view) => Math.abs(shortest(this.yaw - yawOf[view])) < 0.3 && Math.abs(this.pitch) < 0.5) ?? null;
  }

  // --- what lies where ------------------------------------------------------------------------------------------------

  // The skin under a place of the picture (pixels from its upper left corner), on the shown body.
  hit(x: number, y: number): Vec3 | null {
    this.#place();
    return this.#touched?.hit(...this.#shares(x, y)) ?? null;
  }
  // Where a place of the neutral body is on the picture, and whether it is seen.
  project(place: SurfacePoint): {x: number; y: number; isSeen: boolean} {
    this.#place();
    const position = this.#geometry?.shown(place) ?? place.position;
    const isSeen = dot(normalized(minus(this.#camera.eye, position)), place.normal) > 0.02;
    const {x, y} = this.#camera.project(position);
    return {x: ((x + 1) / 2) * this.#width, y: ((1 - y) / 2) * this.#height, isSeen};
  }
  // Radius in pixels of a length on the skin in the middle of the picture.
  pixels(metres: number): number {
    return (metres / (2 * Math.tan((fov * Math.PI) / 360) * this.#distance())) * this.#height;
  }

  // --- drawing --------------------------------------------------------------------------------------------------------

  // In the next frame; many calls draw once.
  draw(): void {
    if (!this.#frame) this.#frame = requestAnimationFrame(this.#tick);
  }
  drawNow(): void {
    this.#place();
    const origin = this.#camera.project([0, 0.85, 0]);
    this.#skin.uniforms['origin'] = [((origin.x + 1) / 2) * this.#width * this.#ratio, ((origin.y + 1) / 2) * this.#height * this.#ratio];
    const things = [...this.#body, this.#fibres, this.#crosses].filter((thing) => thing !== null);
    this.#graphics.draw(things, this.#camera.view, this.#camera.projection);
  }
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.canvas.removeEventListener('webglcontextrestored', this.#restored);
    this.#graphics.dispose();
  }

  #tick = (now: number) => {
    this.#frame = 0;
    this.#follow(now);
    this.drawNow();
    this.onMove();
  };
  // As far as the move has come by now.
  #follow(now: number): void {
    if (!this.#move) return;
    const {from, to, began, lasts} = this.#move;
    const share = lasts > 0 ? clamp((now - began) / lasts, 0, 1) : 1;
    const eased = share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
    const [yaw, pitch, zoom, x, y, z] = from.map((value, i) => value + (to[i]! - value) * eased) as [number, number, number, number, number, number];
    this.yaw = yaw;
    this.pitch = pitch;
    this.zoom = zoom;
    this.#target = [x, y, z];
    if (share < 1) this.draw();
    else this.#move = null;
  }
  #restored = () => this.draw();

  #go(to: number[], lasts: number): void {
    const from = [this.yaw, this.pitch, this.zoom, ...this.#target];
    this.#move = {from, to, began: performance.now(), lasts};
    if (lasts <= 0) this.#follow(performance.now());
    this.draw();
  }
  #centre = (): Vec3 => middle(this.#box.low, this.#box.high);
  #size = (): Vec3 => minus(this.#box.high, this.#box.low);
  // Pixels from the upper left corner as shares of the picture.
  #shares = (x: number, y: number): [number, number] => [(2 * x) / this.#width - 1, 1 - (2 * y) / this.#height];

  #distance(): number {
    const [x, y, z] = this.#size();
    // From any side the arms stay in the picture.
    const wide = (Math.max(x, z) * this.#height) / this.#width;
    return (Math.max(y, wide) * 1.06) / (2 * Math.tan((fov * Math.PI) / 360)) / this.zoom + (z / 2) * (1 / this.zoom);
  }
  #place(): void {
    const distance = this.#distance();
    const flat = Math.cos(this.pitch) * distance;
    const eye = plus(this.#target, [Math.sin(this.yaw) * flat, Math.sin(this.pitch) * distance, Math.cos(this.yaw) * flat]);
    const placed = [...eye, ...this.#target, this.#width / this.#height];
    if (placed.every((value, i) => value === this.#placed[i])) return;
    this.#placed = placed;
    this.#camera.lookFrom(eye, this.#target, this.#width / this.#height, Math.max(0.05, distance - 1.5), distance + 2);
    this.#touched?.seenFrom(this.#camera);
  }
  // Where the line through a place of the picture meets the plane through the target.
  #onPlane(x: number, y: number): Vec3 {
    this.#place();
    const {eye} = this.#camera;
    const direction = this.#camera.direction(...this.#shares(x, y));
    const to = minus(this.#target, eye);
    return plus(eye, times(direction, dot(to, to) / dot(direction, to)));
  }
  #keepInside(): void {
    const centre = this.#centre(), size = this.#size();
    const share = 1 - 1 / this.zoom; // the whole body stays in the middle
    this.#target = [0, 1, 2].map((k) => clamp(this.#target[k]!, centre[k]! - (size[k]! / 2) * share, centre[k]! + (size[k]! / 2) * share)) as unknown as Vec3;
  }
}

// The side from which most of these skin points are seen.
export function sideOf(geometry: SkinGeometry, points: number[]): View {
  const seen = (view: View) => {
    const [x, z] = [Math.sin(yawOf[view]), Math.cos(yawOf[view])];
    return points.reduce((sum, v) => sum + Math.max(0, geometry.normals[3 * v]! * x + geometry.normals[3 * v + 2]! * z), 0);
  };
  // Front and back are what people know: a side must show clearly more.
  const [front, back, left, right] = [seen('front'), seen('back'), 0.75 * seen('left'), 0.75 * seen('right')];
  const most = Math.max(front, back, left, right);
  return most === front ? 'front' : most === back ? 'back' : most === left ? 'left' : 'right';
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const shortest = (angle: number) => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
const plus = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const times = (a: Vec3, f: number): Vec3 => [a[0] * f, a[1] * f, a[2] * f];
const middle = (a: Vec3, b: Vec3): Vec3 => times(plus(a, b), 0.5);

function boxOf(positions: Float32Array): {low: Vec3; high: Vec3} {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3]!, value);
    high[i % 3] = Math.max(high[i % 3]!, value);
  });
  return {low, high} as unknown as {low: Vec3; high: Vec3};
}
