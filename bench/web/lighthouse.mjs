// Lighthouse's four marks of the app, as a phone and as a desktop.
import {openPhone, bring, median} from './browser.mjs';

const {default: lighthouse} = await bring('lighthouse');
const {default: desktop} = await bring('lighthouse/core/config/desktop-config.js');
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const port = 8939;

export async function measureLighthouse(address, runs) {
  const out = {};
  for (const [form, config] of [['phone', undefined], ['desktop', desktop]]) {
    const marks = Object.fromEntries(categories.map((name) => [name, []]));
    const found = new Set();
    for (let run = 0; run < runs; ++run) {
      // Lighthouse opens its own page and slows it down itself.
      const {browser} = await openPhone({isProcessorSlow: false, port});
      try {
        const {lhr} = await lighthouse(address, {port, logLevel: 'error', onlyCategories: categories}, config);
        for (const name of categories) {
          marks[name].push(100 * lhr.categories[name].score);
          for (const {id, weight} of lhr.categories[name].auditRefs) {
            const {score, scoreDisplayMode, displayValue = '', title} = lhr.audits[id];
            if (weight > 0 && score !== null && score < 0.9 && scoreDisplayMode !== 'informative') found.add(`${title} ${displayValue}`.trim());
          }
        }
      } finally {
        await browser.close();
      }
    }
    out[form] = {marks: Object.fromEntries(categories.map((name) => [name, median(marks[name])])), found: [...found]};
  }
  return out;
}
