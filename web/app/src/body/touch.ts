// Which skin lies under a place of the picture. For each view the skin points are projected once, and the triangles that face the
// eye sorted by the rows of the picture that they lie in: during a stroke, while the body stands still, a touch looks at one row.
//
//     const skin = new TouchedSkin(geometry.skin.positions, geometry.skin.triangles);
//     skin.seenFrom(camera);                  // after every move
//     skin.hit(0.1, -0.3)                     // a position on the shown body, or null beside it
import type {Camera} from './camera';
import type {Vec3} from './geometry';

const tooNear = 0.05; // metres before the eye: what is nearer is not drawn either
const rows = 64;
const rowOf = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor(((y + 1) / 2) * rows)));

export class TouchedSkin {
  #positions: Float32Array;
  #triangles: Uint16Array;
  #seen: Float32Array; // of each skin point: right, up, and one by its distance, 0 for what is not seen
  #begin = new Uint32Array(rows + 1); // those of row r are inRows[begin[r]] to inRows[begin[r + 1] - 1]
  #inRows = new Uint32Array(0); // first corners, as places in `triangles`
  #isStale = false;
  #camera: Camera | null = null;

  constructor(positions: Float32Array, triangles: Uint16Array) {
    this.#positions = positions;
    this.#triangles = triangles;
    this.#seen = new Float32Array(positions.length);
  }

  seenFrom(camera: Camera): void {
    this.#camera = camera;
    this.#isStale = true;
  }

  hit(x: number, y: number): Vec3 | null {
    if (!this.#camera) return null;
    if (this.#isStale) this.#project(this.#camera);
    const seen = this.#seen, triangles = this.#triangles;
    let nearest = 0; // one by the distance
    let at: [number, number, number] | null = null; // corners
    let weights: Vec3 = [0, 0, 0];
    const row = rowOf(y);
    for (let k = this.#begin[row]!; k < this.#begin[row + 1]!; ++k) {
      const i = this.#inRows[k]!;
      const a = 3 * triangles[i]!, b = 3 * triangles[i + 1]!, c = 3 * triangles[i + 2]!;
      const ay = seen[a + 1]! - y, by = seen[b + 1]! - y, cy = seen[c + 1]! - y;
      if ((ay > 0 && by > 0 && cy > 0) || (ay < 0 && by < 0 && cy < 0)) continue;
      const ax = seen[a]! - x, bx = seen[b]! - x, cx = seen[c]! - x;
      // Twice the areas of the parts; all positive where the place is within and the triangle faces the eye.
      const wa = bx * cy - cx * by, wb = cx * ay - ax * cy, wc = ax * by - bx * ay;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const sum = wa + wb + wc;
      const na = seen[a + 2]!, nb = seen[b + 2]!, nc = seen[c + 2]!;
      const near = (wa * na + wb * nb + wc * nc) / sum;
      if (near <= nearest) continue;
      nearest = near;
      at = [a, b, c];
      // Shares on the picture become shares on the skin: nearer corners count more.
      weights = [(wa * na) / (near * sum), (wb * nb) / (near * sum), (wc * nc) / (near * sum)];
    }
    if (!at) return null;
    const [a, b, c] = at, [wa, wb, wc] = weights, p = this.#positions;
    return [0, 1, 2].map((k) => p[a + k]! * wa + p[b + k]! * wb + p[c + k]! * wc) as unknown as Vec3;
  }

  #project({view: v, projection}: Camera): void {
    this.#isStale = false;
    const p = this.#positions, seen = this.#seen;
    const right = projection[0]!, up = projection[5]!;
    for (let i = 0; i < p.length; i += 3) {
      const x = p[i]!, y = p[i + 1]!, z = p[i + 2]!;
      const distance = -(v[2]! * x + v[6]! * y + v[10]! * z + v[14]!);
      seen[i] = (right * (v[0]! * x + v[4]! * y + v[8]! * z + v[12]!)) / distance;
      seen[i + 1] = (up * (v[1]! * x + v[5]! * y + v[9]! * z + v[13]!)) / distance;
      seen[i + 2] = distance > tooNear ? 1 / distance : 0;
    }
    this.#sort();
  }

  #sort(): void {
    const begin = this.#begin.fill(0);
    this.#forEachFacing((_, from, to) => {
      for (let row = from; row <= to; ++row) begin[row + 1]! += 1;
    });
    for (let row = 0; row < rows; ++row) begin[row + 1]! += begin[row]!;
    const fill = begin.slice();
    if (this.#inRows.length < begin[rows]!) this.#inRows = new Uint32Array(begin[rows]!);
    this.#forEachFacing((i, from, to) => {
      for (let row = from; row <= to; ++row) this.#inRows[fill[row]!++] = i;
    });
  }

  // The triangles that face the eye and are not too near, with the first and the last of their rows.
  #forEachFacing(visit: (i: number, from: number, to: number) => void): void {
    const seen = this.#seen, triangles = this.#triangles;
    for (let i = 0; i < triangles.length; i += 3) {
      const a = 3 * triangles[i]!, b = 3 * triangles[i + 1]!, c = 3 * triangles[i + 2]!;
      if (seen[a + 2] === 0 || seen[b + 2] === 0 || seen[c + 2] === 0) continue;
      const ax = seen[a]!, ay = seen[a + 1]!, by = seen[b + 1]!, cy = seen[c + 1]!;
      if ((seen[b]! - ax) * (cy - ay) - (seen[c]! - ax) * (by - ay) <= 0) continue;
      const low = Math.min(ay, by, cy), high = Math.max(ay, by, cy);
      if (high >= -1 && low <= 1) visit(i, rowOf(low), rowOf(high));
    }
  }
}
