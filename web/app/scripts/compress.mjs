// Lays a .br and a .gz beside each file of the built app that they make smaller, for servers that send such files as they
// are (`knotwork serve` does). node compress.mjs FOLDER
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';

const folder = process.argv[2];
const compressible = /\.(html|js|mjs|css|json|webmanifest|svg|wasm|bin|txt)$/;
const worthIt = 0.95; // of the size before

const brotli = (bytes) =>
  promisify(brotliCompress)(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length}});

async function compress(file) {
  const bytes = await readFile(file);
  for (const [ending, make] of [['br', brotli], ['gz', (all) => promisify(gzip)(all, {level: 9})]]) {
    const small = await make(bytes);
    if (small.length < bytes.length * worthIt) await writeFile(`${file}.${ending}`, small);
  }
}

const files = (await readdir(folder, {recursive: true})).map((name) => join(folder, name)).filter((name) => compressible.test(name));
await Promise.all(files.map(compress));
