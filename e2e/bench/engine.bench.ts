/**
 * How near the built-in engine comes to what was really there, and how long it takes:
 * `npm run bench:engine -- [FOLDER or PHOTO …]`
 */
import { photoSets } from './engine/photoSet.ts';
import { printQuality } from './engine/quality.ts';
import { printSpeed } from './engine/speed.ts';

for (const set of photoSets(process.argv.slice(2))) await printQuality(set);
printSpeed();
