import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { sizeProblem } from '../../../src/domain/limits.ts';
import type { DecodedForeign } from './decodedForeign.ts';
import { jxlMetadata } from './jxlMetadata.ts';

/** Decodes a still JPEG XL, turned as it says, to a PNG of its own depth with its own profile, its metadata beside it. */
export async function readJxl(bytes: Buffer): Promise<DecodedForeign> {
  // It can be imported alone, and where TypeScript runs unbundled workers are required.
  const { initSync, JxlImage } = await import('jxl-oxide-wasm');
  const packageFile = createRequire(import.meta.url).resolve('jxl-oxide-wasm/package.json');
  initSync({ module: readFileSync(path.join(path.dirname(packageFile), 'jxl_oxide_wasm_bg.wasm')) });
  try {
    const image = new JxlImage();
    image.feedBytes(bytes);
    if (!image.tryInit()) return { problem: 'image-damaged', reason: 'it breaks off in its head' };
    const problem = sizeProblem({ width: image.width ?? 0, height: image.height ?? 0 });
    if (problem !== null) return { problem };
    if (image.animated) return { problem: 'image-animated' };
    if (!image.loaded) return { problem: 'image-damaged', reason: 'it breaks off' };
    return { png: image.render(0).encodeToPng(), ...jxlMetadata(bytes) };
  } catch (cause) {
    return { problem: 'image-damaged', reason: String(cause) };
  }
}
