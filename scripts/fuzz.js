/** `npm run fuzz`: ten thousand mutated requests and images. FUZZ_COUNT and FUZZ_SEED choose others. */
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
const { code } = await runNode(['node_modules/vitest/vitest.mjs', 'run', 'server/fuzz.test.ts'], {
  isShown: true,
  env: { FUZZ_COUNT: process.env.FUZZ_COUNT ?? '10000' },
});
process.exitCode = code;
