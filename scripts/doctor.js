/** `npm run doctor`: whether this relay could work, and how its provider wants to be asked. */
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
const { code } = await runNode(['--import', 'tsx', 'server/doctor/main.ts', ...process.argv.slice(2)], {
  isShown: true,
});
process.exitCode = code;
