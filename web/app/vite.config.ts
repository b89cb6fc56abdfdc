import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {svelte} from '@sveltejs/vite-plugin-svelte';
import {type Plugin} from 'vite';
import {defineConfig} from 'vitest/config';
import {VitePWA} from 'vite-plugin-pwa';

import {knowledge} from './scripts/knowledge.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The policy of `knotwork serve` in the page itself, for other web hosts. Browsers heed frame-ancestors in headers alone.
function contentSecurityPolicy(): Plugin {
  const headers = readFileSync(here('../../apps/server/security_headers.txt'), 'utf8');
  const policy = /^Content-Security-Policy: (.*)$/m.exec(headers)?.[1];
  if (!policy) throw new Error('apps/server/security_headers.txt: no Content-Security-Policy');
  const content = policy.split('; ').filter((part) => !part.startsWith('frame-ancestors')).join('; ');
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{tag: 'meta', attrs: {'http-equiv': 'Content-Security-Policy', content}, injectTo: 'head-prepend'}],
  };
}

const outDir = process.env['KNOTWORK_APP'] ?? here('../../build/app');
const hashOf = (path: string): string => `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;

// The body's skin is fetched beside the code that draws it, not after it.
function preloadSkin(): Plugin {
  return {
    name: 'preload-skin',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, {bundle = {}}) => {
        const skin = Object.keys(bundle).find((name) => /\/neutral-[^/]+\.bin$/.test(name));
        if (!skin) throw new Error('the skin of the neutral body is not among what was built');
        return [{tag: 'link', attrs: {rel: 'preload', as: 'fetch', crossorigin: true, href: `./${skin}`}, injectTo: 'head'}];
      },
    },
  };
}

export default defineConfig({
  base: './', // the built folder works under any path of any web host
  resolve: {alias: {$lib: here('src/lib'), $body: here('src/body'), $figure: here('src/figure')}},
  worker: {format: 'es'},
  server: {fs: {allow: [here('../..')]}}, // knowledge/ and NOTICE lie beside web/
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: but pictures
    modulePreload: {polyfill: false},
  },
  plugins: [
    svelte(),
    contentSecurityPolicy(),
    preloadSkin(),
    knowledge(here('../../knowledge/translations/es')),
    VitePWA({
      registerType: 'prompt',
      injectRegister: null, // registered by src/lib/offline.ts: no inline script
      manifest: {
        id: './',
        name: 'Knotwork',
        short_name: 'Knotwork',
        description: 'Paint where it hurts; trace it back to the muscle it may come from; release it.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#f6f2ea',
        theme_color: '#f6f2ea',
        categories: ['health', 'medical'],
        icons: [
          {src: 'icon.svg', sizes: 'any', type: 'image/svg+xml'},
          {src: 'icon-192.png', sizes: '192x192', type: 'image/png'},
          {src: 'icon-512.png', sizes: '512x512', type: 'image/png'},
          {src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable'},
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,bin,woff,woff2,svg,png,json}'],
        maximumFileSizeToCacheInBytes: 8 << 20,
        cleanupOutdatedCaches: true,
        navigateFallback: 'index.html',
        // What arrives damaged is not kept, and what went bad since is kept anew when it is fetched again. The page itself is left
        // out, since some web hosts change pages that they serve.
        manifestTransforms: [
          (entries) => ({
            manifest: entries.map((entry) => (entry.url.endsWith('.html') ? entry : {...entry, integrity: hashOf(join(outDir, entry.url))})),
            warnings: [],
          }),
        ],
      },
    }),
  ],
  test: {include: ['src/**/*.test.ts'], environment: 'node'},
});
