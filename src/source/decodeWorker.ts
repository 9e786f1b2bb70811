import { type DisplayCopy, displayCopyOf } from './displayCopy.ts';

/** Null when the file cannot be decoded. */
export type DecodeAnswer = DisplayCopy | null;

self.addEventListener('message', ({ data }: MessageEvent<Blob>) => void answer(data));

async function answer(file: Blob): Promise<void> {
  const copy: DecodeAnswer = await displayCopyOf(file).catch(() => null);
  self.postMessage(copy, { transfer: copy ? [copy.bitmap] : [] });
}
