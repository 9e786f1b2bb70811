import { runNode } from './runCommand.js';

/** The checks that need no running program, each one an installed tool. */
const CHECKS = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--pretty'] },
  {
    name: 'domain and engine without Node and DOM',
    args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.pure.json', '--pretty'],
  },
  {
    name: 'browser without Node',
    args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.browser.json', '--pretty'],
  },
  {
    name: 'relay without DOM',
    args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.relay.json', '--pretty'],
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
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(output);
      return code === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}
