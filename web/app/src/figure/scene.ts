// A figure that moves, drawn with three.js: the skin of the body hung on its joints, the things around it, calm light.
//
//     const scene = new FigureScene(canvas, look);
//     scene.showBody(skin);
//     scene.showMotion(motion);
//     scene.setTime(1.5);                // seconds; drawn with the next draw()
//     scene.draw();
import * as three from 'three';

import {makeThing, type Look, type Thing} from './things';
import type {Motion, Skin} from './types';

const fieldOfView = 26; // degrees: a long lens keeps limbs their length
const air = 1.1; // around what is shown

export class FigureScene {
  readonly renderer: three.WebGLRenderer;
  private readonly scene = new three.Scene();
  private readonly camera = new three.PerspectiveCamera(fieldOfView, 1, 0.05, 40);
  private readonly sun = new three.DirectionalLight(0xfff4e4, 2.1);
  private readonly ground: three.Mesh<three.CircleGeometry, three.ShadowMaterial>;
  private readonly mark: three.Mesh;
  private look: Look;
  private body: three.SkinnedMesh | undefined;
  private bones: three.Bone[] = [];
  private things: Thing[] = [];
  private motion: Motion | undefined;

  constructor(canvas: HTMLCanvasElement, look: Look) {
    this.look = look;
    this.renderer = new three.WebGLRenderer({canvas, antialias: true, alpha: true});
    this.renderer.setClearColor(0, 0);
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = three.PCFShadowMap;
    this.scene.add(new three.HemisphereLight(0xffffff, 0xb9a98f, 1.5), this.sun, this.sun.target);
    this.sun.castShadow = true;
    this.sun.shadow.mapSize.set(1024, 1024);
    this.sun.shadow.bias = -0.0004;
    this.sun.shadow.normalBias = 0.02;
    this.sun.shadow.radius = 5;
    this.ground = new three.Mesh(new three.CircleGeometry(6, 48).rotateX(-Math.PI / 2), new three.ShadowMaterial({opacity: 0.2}));
    this.ground.receiveShadow = true;
    this.ground.position.y = -0.001;
    this.scene.add(this.ground);
    this.mark = new three.Mesh(cross(), new three.MeshBasicMaterial({color: look.hand, depthTest: false}));
    this.mark.renderOrder = 2;
    this.mark.visible = false;
    this.scene.add(this.mark);
  }

  showBody(skin: Skin): void {
    if (this.body) {
      this.scene.remove(this.body);
      this.body.geometry.dispose();
    }
    const geometry = new three.BufferGeometry();
    geometry.setAttribute('position', new three.BufferAttribute(skin.positions, 3));
    geometry.setAttribute('skinIndex', new three.BufferAttribute(skin.joints, 4));
    geometry.setAttribute('skinWeight', new three.BufferAttribute(skin.weights, 4, true));
    geometry.setIndex(new three.BufferAttribute(skin.triangles, 1));
    geometry.computeVertexNormals();
    this.body = new three.SkinnedMesh(geometry, new three.MeshStandardMaterial({color: this.look.skin, roughness: 0.75}));
    this.body.castShadow = true;
    this.body.receiveShadow = true;
    this.body.frustumCulled = false; // its box is that of the standing body
    this.bones = skin.bones.map(() => new three.Bone());
    skin.bones.forEach(({parent, at}, i) => {
      const bone = this.bones[i] as three.Bone;
      const from = skin.bones[parent]?.at ?? [0, 0, 0];
      bone.position.set(at[0] - from[0], at[1] - from[1], at[2] - from[2]);
      (this.bones[parent] ?? (this.body as three.SkinnedMesh)).add(bone);
    });
    this.body.updateMatrixWorld(true);
    this.body.bind(new three.Skeleton(this.bones));
    this.scene.add(this.body);
  }

  showMotion(motion: Motion): void {
    for (const thing of this.things) this.scene.remove(thing.object);
    this.motion = motion;
    this.things = motion.props.map((prop) => makeThing(prop, this.look));
    for (const thing of this.things) this.scene.add(thing.object);
    this.mark.visible = motion.mark !== undefined;
    this.setTime(0);
    this.aim();
  }

  setLook(look: Look): void {
    this.look = look;
    (this.body?.material as three.MeshStandardMaterial | undefined)?.color.set(look.skin);
    (this.mark.material as three.MeshBasicMaterial).color.set(look.hand);
    if (this.motion) this.showMotion(this.motion);
  }

  // The posture at this time of the motion, which begins anew when it has come to its end.
  setTime(seconds: number): void {
    const motion = this.motion;
    if (!motion) return;
    const {samples} = motion;
    const t = ((seconds % motion.seconds) + motion.seconds) % motion.seconds;
    let from = samples.findLastIndex((sample) => sample.t <= t);
    if (from < 0) from = 0;
    const to = (from + 1) % samples.length;
    const [a, b] = [samples[from], samples[to]];
    if (!a || !b) return;
    const end = to === 0 ? motion.seconds : b.t;
    const share = end > a.t ? (t - a.t) / (end - a.t) : 0;
    this.bones.forEach((bone, i) => {
      bone.quaternion.fromArray(a.turns, 4 * i).slerp(other.fromArray(b.turns, 4 * i), share);
    });
    this.bones[0]?.position.fromArray(a.root).lerp(place.fromArray(b.root), share);
    for (const thing of this.things) thing.move?.(from, to, share);
  }

  setSize(width: number, height: number, ratio: number): void {
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.aim();
  }

  draw(): void {
    this.placeMark();
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.body?.geometry.dispose();
    this.renderer.dispose();
  }

  // The camera stands where the motion is seen best, so far that the whole of it fits.
  private aim(): void {
    const view = this.motion?.view;
    if (!view) return;
    const [low, high] = [new three.Vector3(...view.low), new three.Vector3(...view.high)];
    const middle = low.clone().add(high).multiplyScalar(0.5);
    const eye = new three.Vector3(...view.from);
    this.camera.position.copy(middle).add(eye);
    this.camera.up.set(0, 1, 0);
    this.camera.lookAt(middle);
    this.camera.updateMatrixWorld();
    // How far back each corner of the box wants it.
    const upward = Math.tan((fieldOfView * Math.PI) / 360);
    const across = upward * this.camera.aspect;
    const turn = this.camera.quaternion.clone().invert();
    let distance = 0;
    for (let i = 0; i < 8; ++i) {
      const corner = new three.Vector3(i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z);
      corner.sub(middle).applyQuaternion(turn).multiplyScalar(air);
      distance = Math.max(distance, corner.z + Math.abs(corner.x) / across, corner.z + Math.abs(corner.y) / upward);
    }
    this.camera.position.copy(middle).addScaledVector(eye, distance);
    this.camera.updateProjectionMatrix();
    // Light from above, in front of and beside the eye, so that forms are modelled towards it.
    const beside = new three.Vector3(0, 1, 0).cross(eye).normalize();
    this.sun.position.copy(middle).addScaledVector(eye, 1.6).addScaledVector(beside, -1.5);
    this.sun.position.y = middle.y + 3;
    this.sun.target.position.copy(middle);
    const reach = Math.max(0.6, low.distanceTo(high) * 0.75);
    Object.assign(this.sun.shadow.camera, {left: -reach, right: reach, top: reach, bottom: -reach, near: 0.1, far: 10});
    this.sun.shadow.camera.updateProjectionMatrix();
  }

  private placeMark(): void {
    const point = this.motion?.mark;
    if (point === undefined || !this.body) return;
    this.body.updateMatrixWorld(true);
    this.body.getVertexPosition(point, place);
    this.mark.position.copy(place);
    this.mark.quaternion.copy(this.camera.quaternion);
    this.mark.scale.setScalar(this.camera.position.distanceTo(place) * 0.024);
  }
}

const place = new three.Vector3();
const other = new three.Quaternion();

// An X in a unit square.
function cross(): three.BufferGeometry {
  const shape = new three.Shape();
  const [a, b] = [0.5, 0.12];
  const corners: [number, number][] = [
    [-a, -a + b], [-a + b, -a], [0, -b], [a - b, -a], [a, -a + b], [b, 0],
    [a, a - b], [a - b, a], [0, b], [-a + b, a], [-a, a - b], [-b, 0],
  ];
  corners.forEach(([x, y], i) => (i === 0 ? shape.moveTo(x, y) : shape.lineTo(x, y)));
  return new three.ShapeGeometry(shape);
}
