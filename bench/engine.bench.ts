/**
 * How near the built-in engine comes to what was really there, and how long it takes:
 * `npm run bench:engine -- [--speed] [FOLDER or PHOTO …]`, with `--speed` how long it takes alone
 */

import { printQuality } from './engine/quality.ts';
import { scoredSets } from './engine/scoredSet.ts';
import { printSpeed } from './engine/speed.ts';

const args = process.argv.slice(2);
const paths = args.filter((arg) => arg !== '--speed');
if (paths.length === args.length) for (const set of scoredSets(paths)) await printQuality(set);
printSpeed();
