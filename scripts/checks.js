import { runNode } from './runCommand.js';

/** TypeScript 7 takes a third of the processor time of 6, which stays for the tool that reads imports through its API. */
const TSC = 'node_modules/typescript-native/bin/tsc';

/** The checks that need no running program, each one an installed tool. */
const CHECKS = [
  { name: 'types', args: [TSC, '--pretty'] },
  {
    name: 'domain and engine without Node and DOM',
    args: [TSC, '-p', 'tsconfig.pure.json', '--pretty'],
  },
  {
    name: 'browser without Node',
    args: [TSC, '-p', 'tsconfig.browser.json', '--pretty'],
  },
  {
    name: 'relay without DOM',
    args: [TSC, '-p', 'tsconfig.relay.json', '--pretty'],
  },
  { name: 'lint', args: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  { name: 'layers', args: ['scripts/layers.js'] },
  { name: 'dead code', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

/**
 * Runs all checks side by side and prints one line each, with the tool's output where it found something.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const results = await Promise.all(
    CHECKS.map(async ({ name, args }) => {
      const startedMs = Date.now();
      const { code, output } = await runNode(args);
      const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} check: ${name} (${seconds} s)`);
      if (code !== 0) console.log(output);
      return code === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}
