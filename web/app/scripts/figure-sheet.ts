// The page of figure-sheets.mjs: draws all key poses of one motion into one picture.
import {FigureScene} from '../src/figure/scene';
import {darkLook, lightLook} from '../src/figure/looks';
import type {Motion, Skin} from '../src/figure/types';

const [width, height] = [420, 420];

const canvas = document.createElement('canvas');
const scene = new FigureScene(canvas, lightLook);
scene.setSize(width, height, 1);

const read = async (name: string) => (await fetch(name)).json();
const file = await read('skin.json');
const skin: Skin = {
  positions: Float32Array.from(file.positions),
  triangles: Uint16Array.from(file.triangles),
  joints: Uint8Array.from(file.joints),
  weights: Uint8Array.from(file.weights),
  bones: file.bones,
};
scene.showBody(skin);

async function sheet(id: string, isDark: boolean): Promise<string> {
  const motion: Motion = await read(`${id}.json`);
  scene.setLook(isDark ? darkLook : lightLook);
  scene.showMotion(motion);
  const picture = document.createElement('canvas');
  const columns = Math.min(4, motion.keys.length);
  picture.width = width * columns;
  picture.height = (height + 34) * Math.ceil(motion.keys.length / columns);
  const pen = picture.getContext('2d') as CanvasRenderingContext2D;
  pen.fillStyle = isDark ? '#14191a' : '#f6f2ea';
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.font = '13px sans-serif';
  motion.keys.forEach((key, i) => {
    scene.setTime(motion.samples[key.sample]?.t ?? 0);
    scene.draw();
    const [x, y] = [(i % columns) * width, Math.floor(i / columns) * (height + 34)];
    pen.drawImage(canvas, x, y);
    pen.fillStyle = isDark ? '#ece8df' : '#20292b';
    pen.fillText(`${i === 0 ? `[${id}] ` : ''}${key.say}`, x + 8, y + height + 20, width - 16);
  });
  return picture.toDataURL('image/png');
}

Object.assign(window, {sheet});
