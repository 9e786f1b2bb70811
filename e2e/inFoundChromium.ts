import { test as base } from '@playwright/test';
import { findChromium } from '../scripts/chromium.js';

/** Playwright's tests in the Chromium that is found here: `--headed` takes one that can be seen. */
export const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use, { project }) => {
      const executablePath = await findChromium(project.use.headless === false ? 'complete' : 'headless');
      await use(executablePath === null ? launchOptions : { ...launchOptions, executablePath });
    },
    { scope: 'worker' },
  ],
});
