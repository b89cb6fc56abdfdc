// A picture of the body as a file: for film strips, and for the page that a therapist reads.
//
//     const png = await renderStill({body, view: 'back', marks, fields: [{source, strength: 1}]}, 360, 480);
//
// The same picture as BodyView's, in the light theme on a clear ground unless `look` says otherwise. One is drawn after the
// other on a canvas that all share. Rejects where the browser has no WebGL.
import {engine} from '$lib/engine.svelte';
import type {Mark} from '$lib/types';

import {fibresOf, fieldsOf, placesOf} from './findings';
import {paperLook, readLook} from './look';
import {Painting} from './painting';
import {BodyScene, type View} from './scene';
import {loadGeometry, type Body} from './skin';

export interface Still {
  body: Body;
  view: View;
  marks?: Mark[];
  fields?: {source: string; strength: number}[];
  points?: {source: string}[];
  muscles?: string[];
  near?: boolean; // shows the points large, from the side where they lie
  look?: 'paper' | 'screen'; // 'screen': in the colours of the theme
}

let shared: BodyScene | null = null;
let turn: Promise<unknown> = Promise.resolve();

export function renderStill(still: Still, width: number, height: number): Promise<Blob> {
  const picture = turn.then(() => draw(still, width, height));
  turn = picture.catch(() => {});
  return picture;
}

async function draw(still: Still, width: number, height: number): Promise<Blob> {
  const look = still.look === 'screen' ? readLook() : paperLook();
  const scene = (shared ??= new BodyScene(document.createElement('canvas'), look, {width, height, ratio: 1}));
  const geometry = await loadGeometry(still.body);
  const paint = (mark: Mark) => engine.paint({format: 'knotwork.drawing/1', body: still.body, marks: [mark]});
  const painting = new Painting(geometry, paint);
  // What only the engine can place is asked for before anything is drawn.
  await Promise.all((still.marks ?? []).map((mark) => new Promise<void>((done) => (painting.coverage(mark, done, done) ? done() : undefined))));
  const [zones, crosses, fibres] = await Promise.all([
    fieldsOf(still.fields ?? []),
    placesOf(still.points ?? [], geometry),
    fibresOf(still.muscles ?? [], geometry),
  ]);
  painting.show(still.marks ?? [], () => {});
  painting.lay(zones, []);
  scene.setLook(look);
  scene.setSkin(geometry, painting);
  scene.setCrosses(crosses.map(({place}) => place));
  scene.setFibres(fibres);
  scene.resize({width, height, ratio: 1});
  scene.turnAtOnce(still.view);
  if (still.near) scene.lookAt(crosses.map(({place}) => place));
  scene.drawNow();
  return new Promise((resolve, reject) => {
    scene.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))), 'image/png');
  });
}
