// The eye that looks at the body, and the way between the body and the picture. The picture is measured in shares: -1 to 1 from
// left to right and from bottom to top.
import {cross, dot, minus, normalized, type Vec3} from './geometry';

export class Camera {
  readonly view = new Float32Array(16); // column after column, as WebGL takes them
  readonly projection = new Float32Array(16);
  eye: Vec3 = [0, 0, 1];
  #right: Vec3 = [1, 0, 0];
  #up: Vec3 = [0, 1, 0];
  #back: Vec3 = [0, 0, 1]; // from what is looked at to the eye
  #half: number; // height of the picture at distance 1, halved

  constructor(fieldOfView: number) {
    this.#half = Math.tan((fieldOfView * Math.PI) / 360);
  }

  lookFrom(eye: Vec3, at: Vec3, aspect: number, near: number, far: number): void {
    this.eye = eye;
    const back = (this.#back = normalized(minus(eye, at)));
    const right = (this.#right = normalized(cross([0, 1, 0], back)));
    const up = (this.#up = cross(back, right));
    this.view.set([
      right[0], up[0], back[0], 0,
      right[1], up[1], back[1], 0,
      right[2], up[2], back[2], 0,
      -dot(right, eye), -dot(up, eye), -dot(back, eye), 1,
    ]);
    const height = 1 / this.#half;
    this.projection.fill(0);
    this.projection[0] = height / aspect;
    this.projection[5] = height;
    this.projection[10] = -(far + near) / (far - near);
    this.projection[11] = -1;
    this.projection[14] = (-2 * far * near) / (far - near);
  }

  // Where a place is on the picture, and how far before the eye.
  project(place: Vec3): {x: number; y: number; distance: number} {
    const from = minus(place, this.eye);
    const distance = -dot(from, this.#back);
    return {x: (dot(from, this.#right) * this.projection[0]!) / distance, y: (dot(from, this.#up) * this.projection[5]!) / distance, distance};
  }

  // From the eye through a place of the picture, of unit length.
  direction(x: number, y: number): Vec3 {
    const [right, up] = [x / this.projection[0]!, y / this.projection[5]!];
    return normalized([0, 1, 2].map((k) => this.#right[k]! * right + this.#up[k]! * up - this.#back[k]!) as unknown as Vec3);
  }
}
