import { SIDES } from '../domain/side.ts';
import { FillError } from './fillError.ts';
import type { FillRequest } from './fillRequest.ts';

/** A patch must fit into the source with some room to choose from. */
const MIN_SIDE = 8;
/** More bytes than this do not fit into one typed array on every machine. */
const MAX_PIXELS = 256_000_000;

/** Throws a FillError that says what is wrong with a request. */
export function checkFillRequest({ rgba, size, pads, seed }: FillRequest): void {
  const { width, height } = size;
  if (!isWhole(width) || !isWhole(height)) {
    throw new FillError(
      'invalid-size',
      `Width and height must be whole numbers above 0, not ${width} × ${height}.`,
    );
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw new FillError(
      'source-too-small',
      `Each side needs at least ${MIN_SIDE} px; this is ${width} × ${height}.`,
    );
  }
  for (const side of SIDES) {
    if (pads[side] !== 0 && !isWhole(pads[side])) {
      throw new FillError('invalid-pads', `Pad ${side} must be a whole number from 0, not ${pads[side]}.`);
    }
  }
  if (SIDES.every((side) => pads[side] === 0)) {
    throw new FillError('nothing-to-fill', 'All four pads are 0: there is nothing to fill.');
  }
  if (!Number.isSafeInteger(seed)) {
    throw new FillError('invalid-seed', `The seed must be a whole number, not ${seed}.`);
  }
  const framePixels = (pads.left + width + pads.right) * (pads.up + height + pads.bottom);
  if (framePixels > MAX_PIXELS) {
    throw new FillError('frame-too-large', `A frame of ${framePixels} pixels is more than ${MAX_PIXELS}.`);
  }
  if (rgba.length !== width * height * 4) {
    throw new FillError(
      'wrong-buffer-length',
      `${width} × ${height} RGBA takes ${width * height * 4} bytes, not ${rgba.length}.`,
    );
  }
  if (isTransparent(rgba)) {
    throw new FillError(
      'fully-transparent',
      'Every pixel of the source is transparent: there is nothing to continue.',
    );
  }
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function isTransparent(rgba: Uint8ClampedArray): boolean {
  for (let index = 3; index < rgba.length; index += 4) {
    if (rgba[index] !== 0) return false;
  }
  return true;
}
