// Contact sheets of figures: every key pose of every motion side by side, to be looked at.
//
//     build/release/bin/write_figures FOLDER && node scripts/figure-sheets.mjs FOLDER OUT [--dark] [id ...]
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';

import {chromium} from '@playwright/test';
import {build} from 'rolldown';

const [folder, out, ...rest] = process.argv.slice(2);
const dark = rest.includes('--dark');
const wanted = rest.filter((word) => !word.startsWith('--'));
const ids = JSON.parse(await readFile(`${folder}/motions.json`, 'utf8')).filter((id) => wanted.length === 0 || wanted.some((word) => id.includes(word)));

const bundle = await build({
  input: fileURLToPath(new URL('./figure-sheet.ts', import.meta.url)),
  write: false,
  output: {format: 'es', codeSplitting: false},
});
const script = bundle.output[0].code;
const page = `<!doctype html><meta charset="utf-8"><body><script type="module">${script.replaceAll('</script', '<\\/script')}</script></body>`;
const server = createServer(async (request, response) => {
  if (request.url === '/') return response.end(page);
  try {
    response.end(await readFile(folder + request.url));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const address = `http://127.0.0.1:${server.address().port}/`;

await mkdir(out, {recursive: true});
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']});
const tab = await browser.newPage();
tab.on('console', (message) => console.log(message.text()));
tab.on('pageerror', (error) => console.log(String(error)));
await tab.goto(address);
await tab.waitForFunction('window.sheet');
for (const id of ids) {
  const png = await tab.evaluate(([name, isDark]) => window.sheet(name, isDark), [id, dark]);
  await writeFile(`${out}/${id}.png`, Buffer.from(png.split(',')[1], 'base64'));
}
await browser.close();
server.close();
console.log(`${ids.length} sheets in ${out}`);
