import { buildIfNeeded } from '../scripts/build.js';
import { ensureEmptyData } from '../scripts/emptyData.js';

/** Runs once before all stories. */
async function prepareStories(): Promise<void> {
  await buildIfNeeded();
  await ensureEmptyData();
}

// Playwright calls the default export of a file of its configuration.
export default prepareStories;
