/** `npm run expand -- photo.jpg --format story`: expands files from a script. */
import { buildRelayIfNeeded } from './build.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
await buildRelayIfNeeded();
const { code } = await runNode(['dist-relay/expand.js', ...process.argv.slice(2)], { isShown: true });
process.exitCode = code;
