import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { DecodedForeign } from './decodedForeign.ts';
import type { ForeignRequest } from './foreignRequest.ts';
import { foreignSizeProblem } from './foreignSizeProblem.ts';
import { jxlMetadata } from './jxlMetadata.ts';

/**
 * Decodes a JPEG XL, turned as it says, to a PNG of its own depth with its own profile, its metadata beside it. One that
 * moves or breaks off is decoded where a copy is to be made of it alone.
 */
export async function readJxl(
  bytes: Buffer,
  { frame, isRefused }: Pick<ForeignRequest, 'frame' | 'isRefused'>,
): Promise<DecodedForeign> {
  // It can be imported alone, and where TypeScript runs unbundled workers are required.
  const { initSync, JxlImage } = await import('jxl-oxide-wasm');
  const packageFile = createRequire(import.meta.url).resolve('jxl-oxide-wasm/package.json');
  initSync({ module: readFileSync(path.join(path.dirname(packageFile), 'jxl_oxide_wasm_bg.wasm')) });
  try {
    const image = new JxlImage();
    image.feedBytes(bytes);
    if (!image.tryInit()) return { problem: 'image-damaged', reason: 'it breaks off in its head' };
    const size = { width: image.width ?? 0, height: image.height ?? 0 };
    // Of any depth: the decoder reckons in floating point.
    const problem = foreignSizeProblem(size, { isRefused, isDeep: true });
    if (problem !== null) return { problem };
    if (image.animated && !isRefused) return { problem: 'image-animated' };
    if (!image.loaded && !isRefused) return { problem: 'image-damaged', reason: 'it breaks off' };
    const frames = Math.max(1, image.numLoadedKeyframes);
    return { png: image.render(frame).encodeToPng(), frames, ...jxlMetadata(bytes) };
  } catch (cause) {
    return { problem: 'image-damaged', reason: String(cause) };
  }
}
