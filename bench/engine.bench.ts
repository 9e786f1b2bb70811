/**
 * How near the built-in engine comes to what was really there, and how long it takes:
 * `npm run bench:engine -- [FOLDER or PHOTO …]`
 */

import { printQuality } from './engine/quality.ts';
import { scoredSets } from './engine/scoredSet.ts';
import { printSpeed } from './engine/speed.ts';

for (const set of scoredSets(process.argv.slice(2))) await printQuality(set);
printSpeed();
