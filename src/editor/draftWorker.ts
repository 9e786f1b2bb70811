import { contentFill } from '../engine/contentFill.ts';
import { FillError } from '../engine/fillError.ts';
import type { DraftPads } from './draftFrame.ts';
import type { DraftAnswer, DraftOrder, DraftSource } from './draftMessage.ts';

/** The same for every draft, so that the same frame always looks the same. */
const SEED = 1;

/** The browser compiles what fills while it fills: after so many small drafts that nobody sees, the first one asked for is quick. */
const WARM_UPS = 3;
const WARM_UP_PADS: DraftPads = { up: 32, right: 32, bottom: 32, left: 32 };
/** A source that is opened with a frame around it gets its draft first. */
const WARM_UP_AFTER_MS = 200;

let source: DraftSource | null = null;
let nextWarmUp = 0;

self.addEventListener('message', ({ data }: MessageEvent<DraftOrder>) => {
  clearTimeout(nextWarmUp);
  if (data.kind === 'fill') {
    void answer(source, data.pads);
    return;
  }
  source = readPixels(data.bitmap);
  if (source) warmUp(source, WARM_UPS);
});

function warmUp(from: DraftSource, times: number): void {
  nextWarmUp = self.setTimeout(() => {
    draft(from, WARM_UP_PADS);
    if (times > 1) warmUp(from, times - 1);
  }, WARM_UP_AFTER_MS);
}

/** Null where a worker has no canvas: then there are no drafts. */
function readPixels(bitmap: ImageBitmap): DraftSource | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context && { rgba: context.getImageData(0, 0, width, height).data, size: { width, height } };
}

async function answer(from: DraftSource | null, pads: DraftPads): Promise<void> {
  const image = from && draft(from, pads);
  const bitmap = image && (await createImageBitmap(image).catch(() => null));
  const message: DraftAnswer = { bitmap };
  self.postMessage(message, bitmap ? { transfer: [bitmap] } : {});
}

function draft({ rgba, size }: DraftSource, pads: DraftPads): ImageData | null {
  try {
    const filled = contentFill({ rgba, size, pads, seed: SEED, quality: 'draft' });
    const image = new ImageData(pads.left + size.width + pads.right, pads.up + size.height + pads.bottom);
    image.data.set(filled);
    return image;
  } catch (error) {
    // A source that the engine refuses has no draft, nor has a frame that the memory does not hold.
    if (error instanceof FillError || error instanceof RangeError) return null;
    throw error;
  }
}
