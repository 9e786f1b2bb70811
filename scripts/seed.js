/** `npm run seed -- --tasks 10000`: fills a data folder, to look at and to measure with. */
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
const { code } = await runNode(['--import', 'tsx', 'server/testing/seed/main.ts', ...process.argv.slice(2)], {
  isShown: true,
});
process.exitCode = code;
