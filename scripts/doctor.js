/** `npm run doctor`: whether this relay could work, and how its provider wants to be asked. */
import { buildRelayIfNeeded } from './build.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
await buildRelayIfNeeded();
const { code } = await runNode(['dist-relay/doctor.js', ...process.argv.slice(2)], { isShown: true });
process.exitCode = code;
