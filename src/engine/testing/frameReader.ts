import type { FillRequest } from '../fillRequest.ts';
import { frameSize } from './paintPicture.ts';

type Channel = 0 | 1 | 2 | 3;

/** A channel's value at a place of a filled frame, −1 outside it. */
export type FrameReader = (x: number, y: number, channel: Channel) => number;

export function frameReader(request: FillRequest, filled: Uint8ClampedArray): FrameReader {
  const { width } = frameSize(request);
  return (x, y, channel) => filled[(y * width + x) * 4 + channel] ?? -1;
}
