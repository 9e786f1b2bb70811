import type { MessagePort } from 'node:worker_threads';
import { mapSides } from '../../../src/domain/expansion.ts';
import type { Side, Size } from '../../../src/domain/side.ts';
import type { FillConcern } from '../../../src/engine/fillConcern.ts';
import { FillError } from '../../../src/engine/fillError.ts';
import { fillFrame } from '../../../src/engine/fillFrame.ts';
import { openImage } from '../../images/openImage.ts';
import { sharp } from '../../images/sharpSetup.ts';

export interface EngineRequest {
  readonly sourcePath: string;
  readonly resultPath: string;
  readonly size: Size;
  readonly pads: Readonly<Record<Side, number>>;
  readonly seed: number;
  /** Which of the task's images this is. */
  readonly variant: { readonly index: number; readonly of: number };
  /** Gets the share done as numbers from 0 to 1, and small pictures (`FillPreview`) of how far it is. */
  readonly progress: MessagePort;
  /** One number in shared memory; no longer 0 once nobody wants the image. */
  readonly cancelled: Int32Array;
}

/**
 * The engine fills frames of at most this many pixels, so that every thread stays below about half a gigabyte;
 * finishing enlarges what is new in larger ones and puts the source's own pixels back.
 */
const MAX_ENGINE_PIXELS = 24_000_000;
const REPORT_EVERY_MS = 100;

/** Expands one image into a PNG file, in a thread of its own, and tells what to look at in it. */
export async function expand(request: EngineRequest): Promise<readonly FillConcern[]> {
  const isCancelled = () => Atomics.load(request.cancelled, 0) !== 0;
  const { size, pads } = engineGeometry(request.size, request.pads);
  if (isCancelled()) throw new FillError('cancelled', 'Nobody wants this image any more.');
  const opened = await openImage(request.sourcePath);
  const isOpaque = !opened.metadata.hasAlpha;
  const data = await (await opened.toSrgb())
    .resize({ ...size, fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  let reportedAt = 0;
  const { rgba: filled, concerns } = fillFrame({
    rgba: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength),
    size,
    pads,
    seed: request.seed,
    variant: request.variant,
    onProgress: (share) => {
      if (Date.now() - reportedAt < REPORT_EVERY_MS && share < 1) return;
      reportedAt = Date.now();
      request.progress.postMessage(share);
    },
    onPreview: ({ rgba, width, height }) => request.progress.postMessage({ rgba, width, height }),
    isCancelled,
  });
  const result = sharp(filled, {
    raw: {
      width: pads.left + size.width + pads.right,
      height: pads.up + size.height + pads.bottom,
      channels: 4,
    },
  });
  await (isOpaque ? result.removeAlpha() : result).png({ compressionLevel: 3 }).toFile(request.resultPath);
  return concerns;
}

function engineGeometry(size: Size, pads: Readonly<Record<Side, number>>) {
  const pixels = (pads.left + size.width + pads.right) * (pads.up + size.height + pads.bottom);
  const scale = Math.min(1, Math.sqrt(MAX_ENGINE_PIXELS / pixels));
  const scaled = (length: number) => Math.round(length * scale);
  return {
    size: { width: scaled(size.width), height: scaled(size.height) },
    pads: mapSides((side) => scaled(pads[side])),
  };
}
