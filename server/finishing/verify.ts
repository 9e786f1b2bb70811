/** Proves a downloaded result without the relay: `npm run verify -- result.png source.jpg`. */
import { openImage } from '../images/openImage.ts';
import { findInside } from './findInside.ts';

const [resultPath, sourcePath] = process.argv.slice(2);
if (resultPath === undefined || sourcePath === undefined) {
  process.stderr.write('Name two files: npm run verify -- result.png source.jpg\n');
  process.exitCode = 2;
} else {
  const [result, source] = [await openImage(resultPath), await openImage(sourcePath)];
  const found = findInside(await result.ownPixels(), await source.ownPixels());
  const words = `${source.colour.name}, ${source.colour.bits} bits → ${result.colour.name}, ${result.colour.bits} bits`;
  if (found === null) {
    process.stdout.write(
      `Not proven: the source's pixels are not in this file as they were (${words}). Only PNG keeps them exactly.\n`,
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(
      `Proven: all ${source.size.width} × ${source.size.height} pixels of the source are in the result, ` +
        `${found.x} px from its left and ${found.y} px from its top, each the same (${words}).\n`,
    );
  }
}
