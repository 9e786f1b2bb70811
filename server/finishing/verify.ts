/**
 * Proves a downloaded result without the relay: `npm run verify -- result.png source.jpg`, and of a source that was
 * cropped what is kept of it: `… source.jpg 200,0,1200,900` (left, top, width, height).
 */
import { cropSchema } from '../../src/domain/contract/taskRequest.ts';
import type { Crop } from '../../src/domain/crop.ts';
import { type OpenedImage, openImage } from '../images/openImage.ts';
import { cropped, type Raster } from '../images/raster.ts';
import { type Compared, verdictOf } from './verdict.ts';

const [resultPath, sourcePath, cropText] = process.argv.slice(2);
const crop = cropText === undefined ? null : readCrop(cropText);
if (resultPath === undefined || sourcePath === undefined || crop === 'unreadable') {
  process.stderr.write('Name two files: npm run verify -- result.png source.jpg [left,top,width,height]\n');
  process.exitCode = 2;
} else {
  const [result, source] = [await openImage(resultPath), await openImage(sourcePath)];
  const whole = await source.ownPixels();
  const { isProven, sentence } = verdictOf(
    comparedOf(result, await result.ownPixels()),
    comparedOf(source, crop === null ? whole : cropped(whole, crop)),
    crop === null ? 'the source' : 'what is kept of the source',
  );
  process.stdout.write(`${sentence}\n`);
  if (!isProven) process.exitCode = 1;
}

function comparedOf({ metadata, colour }: OpenedImage, raster: Raster): Compared {
  return { raster, colour, format: metadata.format };
}

function readCrop(text: string): Crop | 'unreadable' {
  const [left, top, width, height] = text.split(',').map(Number);
  const read = cropSchema.safeParse({ left, top, width, height });
  return read.success ? read.data : 'unreadable';
}
