import base from './playwright.config';
export default {...base, workers: 1, webServer: undefined, outputDir: '/tmp/s_pw', use: {...base.use, baseURL: 'http://127.0.0.1:8977/', trace: 'off' as const}};
