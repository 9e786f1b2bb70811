/** `npm run bench:size`: builds the app and weighs its JavaScript, gzipped, against the aim. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildIfNeeded } from './build.js';
import { initialChunks, lazyChunks } from './manifestChunks.js';
import { projectRoot } from './projectRoot.js';

const AIM_KB = 140;
const DIST = path.join(projectRoot, 'dist');

await buildIfNeeded();
/** @type {import('./manifestChunks.js').Manifest} */
const manifest = JSON.parse(readFileSync(path.join(DIST, '.vite', 'manifest.json'), 'utf8'));
const initial = weigh(initialChunks(manifest));
print('Initial JavaScript', initial);
print('Loaded when needed', weigh(lazyChunks(manifest)));
const totalKb = initial.reduce((sum, { kb }) => sum + kb, 0);
const isWithinAim = totalKb <= AIM_KB;
console.log(
  `Initial JavaScript: ${totalKb.toFixed(1)} KB gzip, ${isWithinAim ? 'within' : 'ABOVE'} the aim of ${AIM_KB} KB.`,
);
process.exitCode = isWithinAim ? 0 : 1;

/**
 * @param {readonly string[]} files
 * @returns {{ file: string, kb: number }[]} largest first, in thousands of bytes
 */
function weigh(files) {
  return files
    .map((file) => ({ file, kb: gzipSync(readFileSync(path.join(DIST, file))).length / 1000 }))
    .sort((a, b) => b.kb - a.kb);
}

/**
 * @param {string} title
 * @param {readonly { file: string, kb: number }[]} files
 */
function print(title, files) {
  console.log(title);
  for (const { file, kb } of files) console.log(`  ${kb.toFixed(1).padStart(7)} KB  ${file}`);
}
