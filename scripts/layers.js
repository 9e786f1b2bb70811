/**
 * `npm run layers`: whether every import keeps the rules of `.dependency-cruiser.cjs`, and whether the picture of them in
 * the documentation is up to date. `npm run docs:layers` draws it anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { roomGraph } from './layersGraph.js';
import { layersSvg } from './layersSvg.js';
import { projectRoot } from './projectRoot.js';
import { runNode } from './runCommand.js';

const ROOTS = ['src', 'server', 'e2e', 'testing', 'bench', 'dev'];
const PICTURE = path.join(projectRoot, 'docs/layers.svg');

const { code, output } = await runNode([
  'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  ...ROOTS,
]);
if (!output.startsWith('{')) {
  console.error(output);
  process.exit(code || 1);
}
const { modules, summary } = JSON.parse(output);

for (const { from, to, rule } of summary.violations) {
  const { comment } = summary.ruleSetUsed.forbidden.find(
    (/** @type {{ name: string }} */ each) => each.name === rule.name,
  );
  console.error(`${rule.name}: ${from} → ${to}${comment ? `\n  ${comment}` : ''}`);
}

const picture = layersSvg(roomGraph(modules));
if (process.argv.includes('--write')) writeFileSync(PICTURE, picture);
const isUpToDate = existsSync(PICTURE) && readFileSync(PICTURE, 'utf8') === picture;
if (!isUpToDate) console.error('docs/layers.svg is out of date: npm run docs:layers draws it anew.');

const isClean = summary.error === 0 && isUpToDate;
if (isClean)
  console.log(`${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports keep the rules.`);
process.exitCode = isClean ? 0 : 1;
