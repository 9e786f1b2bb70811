/** `npm run test:story -- name`: the stories whose name has these words, in the built app; `--headed` shows the browser. */
import { buildIfNeeded } from './build.js';
import { ensureChromium } from './chromium.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
await buildIfNeeded();
const given = process.argv.slice(2);
const isVisible = given.includes('--headed') || given.includes('--debug');
await ensureChromium(isVisible ? 'complete' : 'headless');
const name = given.filter((arg) => !arg.startsWith('-')).join(' ');
const options = given.filter((arg) => arg.startsWith('-'));
const { code } = await runNode(['node_modules/@playwright/test/cli.js', 'test', '-g', name, ...options], {
  isShown: true,
});
process.exitCode = code;
