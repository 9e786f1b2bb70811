import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './scripts/chromium.js';

/** Each has a browser and a relay of its own. */
const MAX_WORKERS = 6;

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/prepareStories.ts',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/browser',
  fullyParallel: true,
  // One more than cores: a good part of a story is waiting.
  workers: Math.min(availableParallelism() + 1, MAX_WORKERS),
  retries: 0,
  forbidOnly: true,
  timeout: 600_000,
  // A bound for what hangs, far from what anything takes on a busy machine.
  expect: { timeout: 120_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // Endless animations are most of what a waiting page costs without a graphics card; stories about motion ask for it.
    contextOptions: { reducedMotion: 'reduce' },
    // Answers of a story's own are not to be hidden behind it; the story about it lets it in.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    // A tenth of the processor time: `--trace=on` where one is wanted.
    trace: 'off',
    launchOptions: { args: CHROMIUM_ARGS },
  },
});
