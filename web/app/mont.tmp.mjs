import {PNG} from 'pngjs'; import {readFileSync, writeFileSync} from 'node:fs';
const [out, ...files] = process.argv.slice(2);
const ims = files.map((f) => PNG.sync.read(readFileSync(f)));
const scale = Number(process.env.SCALE ?? 2), cols = Number(process.env.COLS ?? ims.length);
const cw = Math.max(...ims.map((i) => Math.floor(i.width / scale))) + 8, ch = Math.max(...ims.map((i) => Math.floor(i.height / scale))) + 8;
const rows = Math.ceil(ims.length / cols);
const o = new PNG({width: cw * cols, height: ch * rows}); o.data.fill(128);
ims.forEach((im, n) => { const ox = (n % cols) * cw, oy = Math.floor(n / cols) * ch;
  for (let y = 0; y < Math.floor(im.height / scale); y++) for (let x = 0; x < Math.floor(im.width / scale); x++) { const s = [0, 0, 0]; for (let dy = 0; dy < scale; dy++) for (let dx = 0; dx < scale; dx++) { const i = ((y * scale + dy) * im.width + x * scale + dx) * 4; for (let c = 0; c < 3; c++) s[c] += im.data[i + c]; }
    const j = ((oy + y) * o.width + ox + x) * 4; for (let c = 0; c < 3; c++) o.data[j + c] = s[c] / scale / scale; o.data[j + 3] = 255; } });
writeFileSync(out, PNG.sync.write(o));
