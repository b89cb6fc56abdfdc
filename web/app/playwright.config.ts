// The app in a real browser: Debian's Chromium, the built app as `knotwork serve` gives it.
//
//     npx playwright test                     every test on every size
//     npx playwright test painting --project phone
import {fileURLToPath} from 'node:url';

import {defineConfig, devices} from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const port = Number(process.env['KNOTWORK_TEST_PORT'] ?? 8917);

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  outputDir: `${root}build/playwright`,
  workers: 2,
  timeout: 90_000,
  expect: {timeout: 15_000},
  forbidOnly: true,
  retries: 1, // a busy machine may lose a touch, or write late; what passes the second time only is named as flaky
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    locale: 'en-GB',
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['KNOTWORK_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ],
    },
  },
  // A test that says nothing new on the other size is tagged with the one that it is for.
  projects: [
    {name: 'phone', grepInvert: /@desktop/, testIgnore: ['body-views.spec.ts', 'store.spec.ts'], use: {viewport: {width: 360, height: 740}, deviceScaleFactor: 2, hasTouch: true, isMobile: true}},
    {name: 'desktop', grepInvert: /@phone/, use: {...devices['Desktop Chrome'], viewport: {width: 1280, height: 800}}},
  ],
  webServer: {
    command: `${root}build/release/bin/knotwork serve --port ${port}`,
    url: `http://127.0.0.1:${port}/health`,
    reuseExistingServer: false,
  },
});
