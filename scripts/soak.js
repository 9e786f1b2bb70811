/** `npm run soak`: what a relay loses while its provider fails and it is killed again and again. It should be nothing. */
import { buildRelayIfNeeded } from './build.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
await buildRelayIfNeeded();
const { code } = await runNode(['--import', 'tsx', 'server/testing/soak/main.ts', ...process.argv.slice(2)], {
  isShown: true,
});
process.exitCode = code ?? 1;
