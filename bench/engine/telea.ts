import { createRequire } from 'node:module';
import { emptyPicture, type Pads, type Picture } from './picture.ts';

/** As much of OpenCV as is used here; the package's own types leave these out. */
interface OpenCv {
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly INPAINT_TELEA: number;
  matFromArray(rows: number, columns: number, type: number, values: readonly number[]): Mat;
  inpaint(image: Mat, mask: Mat, out: Mat, radius: number, method: number): void;
  readonly Mat: new () => Mat;
  onRuntimeInitialized?: () => void;
}

interface Mat {
  readonly data: Uint8Array;
  delete(): void;
}

const cv: OpenCv = createRequire(import.meta.url)('@techstark/opencv-js');

/** Fills by OpenCV's fast marching (Telea 2004), radius 5. */
export async function createTelea(): Promise<(source: Picture, pads: Pads) => Picture> {
  if (cv.Mat === undefined) {
    // Not by `await cv`: it is a thenable that resolves to itself, and would be awaited for ever.
    await new Promise<void>((resolve) => {
      cv.onRuntimeInitialized = resolve;
    });
  }
  return (source, pads) => {
    const frame = emptyPicture(source.width + pads.left + pads.right, source.height + pads.up + pads.bottom);
    const rgb = new Uint8Array(frame.width * frame.height * 3);
    const unknown = new Uint8Array(frame.width * frame.height).fill(255);
    for (let pixel = 0; pixel < source.width * source.height; pixel += 1) {
      const x = pixel % source.width;
      const to = ((pixel - x) / source.width + pads.up) * frame.width + x + pads.left;
      rgb.set(source.rgba.subarray(pixel * 4, pixel * 4 + 3), to * 3);
      unknown[to] = 0;
    }
    const image = cv.matFromArray(frame.height, frame.width, cv.CV_8UC3, Array.from(rgb));
    const mask = cv.matFromArray(frame.height, frame.width, cv.CV_8UC1, Array.from(unknown));
    const out = new cv.Mat();
    cv.inpaint(image, mask, out, 5, cv.INPAINT_TELEA);
    for (let pixel = 0; pixel < frame.width * frame.height; pixel += 1) {
      frame.rgba.set(out.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
      frame.rgba[pixel * 4 + 3] = 255;
    }
    for (const mat of [image, mask, out]) mat.delete();
    return frame;
  };
}
