import { mapSides } from '../../domain/expansion.ts';
import type { Size } from '../../domain/side.ts';
import { createDraftFill } from '../../engine/draftFill.ts';
import { FillError } from '../../engine/fillError.ts';
import type { DraftPads } from './draftFrame.ts';
import type { Drafted, DraftRequest, DraftWorkerMessage } from './draftMessage.ts';

/** The browser compiles what fills while it fills: after so many small drafts that nobody sees, the first one asked for is quick. */
const WARM_UPS = 3;
const WARM_UP_PADS: DraftPads = { up: 32, right: 32, bottom: 32, left: 32 };
const NO_CUTS: DraftPads = { up: 0, right: 0, bottom: 0, left: 0 };
/** A source that is opened with a frame around it gets its draft first. */
const WARM_UP_AFTER_MS = 200;

interface DraftSource {
  readonly size: Size;
  readonly fill: ReturnType<typeof createDraftFill>;
}

let source: DraftSource | null = null;
let nextWarmUp = 0;

self.addEventListener('message', ({ data }: MessageEvent<DraftWorkerMessage>) => {
  clearTimeout(nextWarmUp);
  if (data.kind === 'fill') {
    // Told to the page, which then has no more drafts: nobody hears of a promise in a worker.
    answer(source, data.request).catch(reportError);
    return;
  }
  source = readPixels(data.bitmap);
  if (source) warmUp(source, WARM_UPS);
});

function warmUp(from: DraftSource, times: number): void {
  nextWarmUp = self.setTimeout(() => {
    draft(from, { pads: WARM_UP_PADS, cuts: NO_CUTS, mayBeRough: times === 1 });
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
  if (!context) return null;
  const size = { width, height };
  return { size, fill: createDraftFill({ rgba: context.getImageData(0, 0, width, height).data, size }) };
}

async function answer(from: DraftSource | null, request: DraftRequest): Promise<void> {
  const drafted = from && draft(from, request);
  const picture = drafted && (await createImageBitmap(drafted.image).catch(() => null));
  const message: Drafted<ImageBitmap> = { picture, isRough: drafted?.isRough === true };
  self.postMessage(message, picture ? { transfer: [picture] } : {});
}

function draft({ size, fill }: DraftSource, request: DraftRequest) {
  try {
    const { pads, cuts, mayBeRough } = request;
    // Of what is kept: where a cut ends within a pixel of the copy, the draft goes on over that pixel.
    const { rgba, isRough } = fill({ pads: mapSides((side) => pads[side] + cuts[side]), cuts, mayBeRough });
    const image = new ImageData(pads.left + size.width + pads.right, pads.up + size.height + pads.bottom);
    image.data.set(rgba);
    return { image, isRough };
  } catch (error) {
    // A source that the engine refuses has no draft, nor has a frame that the memory does not hold.
    if (error instanceof FillError || error instanceof RangeError) return null;
    throw error;
  }
}
