// The picture of the body: three.js, nothing of the app. BodyView puts it on the page and renderStill into a file.
//
//     const scene = new BodyScene(canvas, look);
//     scene.setSkin(geometry, painting);
//     scene.resize(360, 480, devicePixelRatio);
//     scene.turnTo('back');
//     scene.paintChanged();                    // draws in the next frame; without a change nothing is drawn
import {
  BackSide, Box3, BufferAttribute, BufferGeometry, DoubleSide, FrontSide, Mesh, PerspectiveCamera, Points, Ray, Scene, ShaderMaterial,
  Vector2, Vector3, WebGLRenderer,
} from 'three';
import {MeshBVH} from 'three-mesh-bvh';

import {contourTriangles, drawnNormals, drawnShade} from './calm';
import type {SkinGeometry, SurfacePoint, Vec3} from './geometry';
import type {Look} from './look';
import type {Painting} from './painting';
import * as shaders from './shaders';

export const views = ['front', 'back', 'left', 'right'] as const;
export type View = (typeof views)[number];
const yawOf: Record<View, number> = {front: 0, left: Math.PI / 2, back: Math.PI, right: -Math.PI / 2};

const fov = 18; // narrow, so that hands and feet look no larger than they are
const mostZoom = 7;
const mostPitch = 1.35;
const mostRatio = 2; // device pixels drawn a pixel: more costs time and shows nothing

export class BodyScene {
  readonly canvas: HTMLCanvasElement;
  onMove: () => void = () => {}; // the view has moved: what is laid over the picture follows
  zoom = 1; // 1 shows the whole body
  yaw = 0;
  pitch = 0;
  #renderer: WebGLRenderer;
  #scene = new Scene();
  #camera = new PerspectiveCamera(fov, 1, 0.1, 30);
  #target = new Vector3(0, 0.85, 0);
  #box = new Box3();
  #geometry: SkinGeometry | null = null;
  #mesh: BufferGeometry | null = null;
  #outline: BufferGeometry | null = null;
  #bvh: MeshBVH | null = null;
  #skin: ShaderMaterial;
  #contour: ShaderMaterial;
  #fibre: ShaderMaterial;
  #cross: ShaderMaterial;
  #fibres: Mesh | null = null;
  #crosses: Points | null = null;
  #frame = 0;
  #move: {from: number[]; to: number[]; began: number; lasts: number} | null = null;
  #width = 1;
  #height = 1;
  #ratio = 1;

  // Throws where the browser has no WebGL.
  constructor(canvas: HTMLCanvasElement, look: Look) {
    this.canvas = canvas;
    this.#renderer = new WebGLRenderer({canvas, antialias: true, alpha: true, stencil: false});
    this.#renderer.setClearAlpha(0);
    const uniform = <Value>(value: Value) => ({value});
    this.#skin = new ShaderMaterial({
      vertexShader: shaders.skinVertex,
      fragmentShader: shaders.skinFragment,
      side: FrontSide,
      uniforms: {
        skin: uniform(look.skin), pain: uniform(look.pain), fieldColour: uniform(look.field), accent: uniform(look.accent), ink: uniform(look.ink), paper: uniform(look.paper),
        isDark: uniform(0), ratio: uniform(1), veil: uniform(0), origin: uniform(new Vector2()),
      },
    });
    this.#contour = new ShaderMaterial({
      vertexShader: shaders.contourVertex,
      fragmentShader: shaders.contourFragment,
      side: BackSide,
      uniforms: {colour: uniform(look.ink), width: uniform(1), size: uniform(new Vector2(1, 1))},
    });
    this.#fibre = new ShaderMaterial({
      vertexShader: shaders.fibreVertex,
      fragmentShader: shaders.fibreFragment,
      side: DoubleSide,
      transparent: true,
      depthWrite: false,
      uniforms: {muscle: uniform(look.muscle), skin: uniform(look.skin), peeled: uniform(0), through: uniform(0.045)},
    });
    this.#cross = new ShaderMaterial({
      vertexShader: shaders.crossVertex,
      fragmentShader: shaders.crossFragment,
      transparent: true,
      depthWrite: false,
      uniforms: {colour: uniform(look.ink), halo: uniform(look.paper), size: uniform(20)},
    });
    this.setLook(look);
    canvas.addEventListener('webglcontextrestored', this.#restored);
  }

  setLook(look: Look): void {
    const {skin, contour, fibre, cross} = {skin: this.#skin.uniforms, contour: this.#contour.uniforms, fibre: this.#fibre.uniforms, cross: this.#cross.uniforms};
    skin['skin']!.value = fibre['skin']!.value = look.skin;
    skin['pain']!.value = look.pain;
    skin['fieldColour']!.value = look.field;
    skin['accent']!.value = look.accent;
    skin['ink']!.value = look.ink;
    skin['paper']!.value = look.paper;
    skin['isDark']!.value = look.isDark ? 1 : 0;
    contour['colour']!.value = look.ink.clone().lerp(look.paper, look.isDark ? 0.45 : 0.5);
    fibre['muscle']!.value = look.muscle;
    cross['colour']!.value = look.ink;
    cross['halo']!.value = look.paper;
    this.draw();
  }

  setSkin(geometry: SkinGeometry, painting: Painting): void {
    for (const object of [...this.#scene.children]) if (object !== this.#fibres && object !== this.#crosses) this.#scene.remove(object);
    this.#mesh?.dispose();
    const {skin} = geometry;
    const mesh = new BufferGeometry();
    mesh.setAttribute('position', new BufferAttribute(skin.positions, 3));
    mesh.setAttribute('normal', new BufferAttribute(drawnNormals(geometry), 3));
    mesh.setAttribute('paint', new BufferAttribute(painting.paint, 4, true));
    mesh.setAttribute('textures', new BufferAttribute(painting.textures, 4, true));
    mesh.setAttribute('field', new BufferAttribute(painting.field, 4, true));
    mesh.setAttribute('shade', new BufferAttribute(drawnShade(geometry), 1, true));
    mesh.setIndex(new BufferAttribute(skin.triangles.slice(), 1));
    mesh.computeBoundingBox();
    this.#box.copy(mesh.boundingBox!);
    this.#geometry = geometry;
    this.#mesh = mesh;
    this.#bvh = null;
    const outline = new BufferGeometry();
    for (const name of ['position', 'normal']) outline.setAttribute(name, mesh.getAttribute(name));
    outline.setIndex(new BufferAttribute(contourTriangles(geometry), 1));
    this.#outline?.dispose();
    this.#outline = outline;
    this.#scene.add(new Mesh(outline, this.#contour), new Mesh(mesh, this.#skin));
    this.#box.getCenter(this.#target);
    this.draw();
  }

  paintChanged(): void {
    for (const name of ['paint', 'textures', 'field']) this.#mesh?.getAttribute(name) && (this.#mesh.getAttribute(name).needsUpdate = true);
    this.draw();
  }

  // Trigger points to press, as X.
  setCrosses(places: SurfacePoint[]): void {
    if (this.#crosses) this.#scene.remove(this.#crosses);
    this.#crosses?.geometry.dispose();
    this.#crosses = null;
    if (places.length && this.#geometry) {
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', new BufferAttribute(new Float32Array(places.flatMap((place) => [...this.#geometry!.shown(place, 0.001)])), 3));
      geometry.setAttribute('outward', new BufferAttribute(new Float32Array(places.flatMap((place) => [...place.normal])), 3));
      this.#crosses = new Points(geometry, this.#cross);
      this.#crosses.frustumCulled = false;
      this.#crosses.renderOrder = 3;
      this.#scene.add(this.#crosses);
    }
    this.draw();
  }

  // Muscles as ribbons, from fibres.ts; null for none.
  setFibres(geometry: BufferGeometry | null): void {
    if (this.#fibres) this.#scene.remove(this.#fibres);
    this.#fibres?.geometry.dispose();
    this.#fibres = null;
    this.#skin.uniforms['veil']!.value = geometry ? 1 : 0;
    if (geometry) {
      this.#fibres = new Mesh(geometry, this.#fibre);
      this.#fibres.frustumCulled = false;
      this.#fibres.renderOrder = 2;
      this.#scene.add(this.#fibres);
    }
    this.draw();
  }
  peel(layers: number): void {
    this.#fibre.uniforms['peeled']!.value = layers;
    this.draw();
  }

  resize(width: number, height: number, ratio: number): void {
    this.#width = Math.max(1, width);
    this.#height = Math.max(1, height);
    this.#ratio = Math.min(ratio, mostRatio);
    this.#renderer.setPixelRatio(this.#ratio);
    this.#renderer.setSize(this.#width, this.#height, false);
    const size = new Vector2(this.#width, this.#height);
    this.#contour.uniforms['size']!.value = size;
    this.#skin.uniforms['ratio']!.value = this.#ratio;
    this.#cross.uniforms['size']!.value = Math.max(16, Math.min(26, this.#height / 22)) * this.#ratio;
    this.#camera.aspect = this.#width / this.#height;
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
    this.#target.add(before.sub(after));
    this.#keepInside();
    this.draw();
  }
  // Moves the picture by so many pixels.
  pan(dx: number, dy: number): void {
    this.#move = null;
    const before = this.#onPlane(this.#width / 2, this.#height / 2);
    const after = this.#onPlane(this.#width / 2 + dx, this.#height / 2 + dy);
    this.#target.add(before.sub(after));
    this.#keepInside();
    this.draw();
  }
  // The whole body from one side; eased in, or at once where motion is reduced.
  turnTo(view: View, lasts = 0): void {
    const centre = this.#box.getCenter(new Vector3());
    const yaw = yawOf[view];
    const turned = this.yaw + shortest(yaw - this.yaw);
    this.#go([turned, 0, 1, centre.x, centre.y, centre.z], lasts);
  }
  turnAtOnce(view: View): void {
    this.#move = null;
    [this.yaw, this.pitch, this.zoom] = [yawOf[view], 0, 1];
    this.#box.getCenter(this.#target);
    this.draw();
  }
  // Shows a part of the body large, from outside.
  lookAt(places: SurfacePoint[], lasts = 0): void {
    if (!this.#geometry || !places.length) return;
    const box = new Box3();
    const normal = new Vector3();
    for (const place of places) {
      box.expandByPoint(new Vector3(...this.#geometry.shown(place)));
      normal.add(new Vector3(...place.normal));
    }
    const yaw = this.yaw + shortest(Math.atan2(normal.x, normal.z) - this.yaw);
    const size = Math.max(0.35, box.getSize(new Vector3()).length() * 1.3);
    const centre = box.getCenter(new Vector3());
    this.#go([yaw, 0, clamp(this.#box.getSize(new Vector3()).y / size, 1, mostZoom), centre.x, centre.y, centre.z], lasts);
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
    if (!this.#mesh) return null;
    this.#place();
    this.#bvh ??= new MeshBVH(this.#mesh, {indirect: true});
    const direction = new Vector3((2 * x) / this.#width - 1, 1 - (2 * y) / this.#height, 0.5).unproject(this.#camera).sub(this.#camera.position).normalize();
    const found = this.#bvh.raycastFirst(new Ray(this.#camera.position.clone(), direction), FrontSide);
    return found ? [found.point.x, found.point.y, found.point.z] : null;
  }
  // Builds what `hit` needs ahead of the first touch.
  prepare(): void {
    if (this.#mesh) this.#bvh ??= new MeshBVH(this.#mesh, {indirect: true});
  }
  // Where a place of the neutral body is on the picture, and whether it is seen.
  project(place: SurfacePoint): {x: number; y: number; isSeen: boolean} {
    this.#place();
    const position = new Vector3(...(this.#geometry?.shown(place) ?? place.position));
    const toEye = this.#camera.position.clone().sub(position).normalize();
    const isSeen = toEye.dot(new Vector3(...place.normal)) > 0.02;
    position.project(this.#camera);
    return {x: ((position.x + 1) / 2) * this.#width, y: ((1 - position.y) / 2) * this.#height, isSeen};
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
    const origin = this.#target.clone().set(0, 0.85, 0).project(this.#camera);
    this.#skin.uniforms['origin']!.value.set(((origin.x + 1) / 2) * this.#width * this.#ratio, ((origin.y + 1) / 2) * this.#height * this.#ratio);
    this.#renderer.render(this.#scene, this.#camera);
  }
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.canvas.removeEventListener('webglcontextrestored', this.#restored);
    this.#mesh?.dispose();
    this.#outline?.dispose();
    this.#fibres?.geometry.dispose();
    this.#crosses?.geometry.dispose();
    for (const material of [this.#skin, this.#contour, this.#fibre, this.#cross]) material.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
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
    this.#target.set(x, y, z);
    if (share < 1) this.draw();
    else this.#move = null;
  }
  // The context is new: everything is uploaded again from what is kept here.
  #restored = () => {
    this.paintChanged();
  };

  #go(to: number[], lasts: number): void {
    const from = [this.yaw, this.pitch, this.zoom, this.#target.x, this.#target.y, this.#target.z];
    this.#move = {from, to, began: performance.now(), lasts};
    if (lasts <= 0) this.#follow(performance.now());
    this.draw();
  }
  #distance(): number {
    const size = this.#box.getSize(new Vector3());
    // From any side the arms stay in the picture.
    const wide = Math.max(size.x, size.z) / this.#camera.aspect;
    return ((Math.max(size.y, wide) * 1.06) / (2 * Math.tan((fov * Math.PI) / 360)) / this.zoom) + (size.z / 2) * (1 / this.zoom);
  }
  #place(): void {
    const distance = this.#distance();
    const flat = Math.cos(this.pitch) * distance;
    this.#camera.position.set(
      this.#target.x + Math.sin(this.yaw) * flat,
      this.#target.y + Math.sin(this.pitch) * distance,
      this.#target.z + Math.cos(this.yaw) * flat,
    );
    this.#camera.near = Math.max(0.05, distance - 1.5);
    this.#camera.far = distance + 2;
    this.#camera.lookAt(this.#target);
    this.#camera.updateProjectionMatrix();
    this.#camera.updateMatrixWorld();
  }
  // Where the line through a place of the picture meets the plane through the target.
  #onPlane(x: number, y: number): Vector3 {
    this.#place();
    const direction = new Vector3((2 * x) / this.#width - 1, 1 - (2 * y) / this.#height, 0.5).unproject(this.#camera).sub(this.#camera.position).normalize();
    const normal = this.#target.clone().sub(this.#camera.position).normalize();
    const t = this.#target.clone().sub(this.#camera.position).dot(normal) / direction.dot(normal);
    return this.#camera.position.clone().addScaledVector(direction, t);
  }
  #keepInside(): void {
    const centre = this.#box.getCenter(new Vector3());
    const share = 1 - 1 / this.zoom; // the whole body stays in the middle
    for (const axis of ['x', 'y', 'z'] as const) {
      const half = ((this.#box.max[axis] - this.#box.min[axis]) / 2) * share;
      this.#target[axis] = clamp(this.#target[axis], centre[axis] - half, centre[axis] + half);
    }
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
