/**
 * Proves a downloaded result without the relay: `npm run verify -- result.png source.jpg`, and of a source that was
 * cropped what is kept of it: `… source.jpg 200,0,1200,900` (left, top, width, height).
 */
import { cropSchema } from '../../src/domain/contract/taskRequest.ts';
import type { Crop } from '../../src/domain/crop.ts';
import { openImage } from '../images/openImage.ts';
import { cropped } from '../images/raster.ts';
import { findInside } from './findInside.ts';

const [resultPath, sourcePath, cropText] = process.argv.slice(2);
const crop = cropText === undefined ? null : readCrop(cropText);
if (resultPath === undefined || sourcePath === undefined || crop === 'unreadable') {
  process.stderr.write('Name two files: npm run verify -- result.png source.jpg [left,top,width,height]\n');
  process.exitCode = 2;
} else {
  const [result, source] = [await openImage(resultPath), await openImage(sourcePath)];
  const whole = await source.ownPixels();
  const kept = crop === null ? whole : cropped(whole, crop);
  const found = findInside(await result.ownPixels(), kept);
  const words = `${source.colour.name}, ${source.colour.bits} bits → ${result.colour.name}, ${result.colour.bits} bits`;
  if (found === null) {
    process.stdout.write(
      `Not proven: the source's pixels are not in this file as they were (${words}). Only PNG keeps them exactly.\n`,
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(
      `Proven: all ${kept.width} × ${kept.height} pixels of ${crop === null ? 'the source' : 'what is kept of the source'} are in the result, ` +
        `${found.x} px from its left and ${found.y} px from its top, each the same (${words}).\n`,
    );
  }
}

function readCrop(text: string): Crop | 'unreadable' {
  const [left, top, width, height] = text.split(',').map(Number);
  const read = cropSchema.safeParse({ left, top, width, height });
  return read.success ? read.data : 'unreadable';
}
