import { createFinishingKernel } from './finishingKernel.ts';

/** What keeps images from being finished here, and what to do about it; null where nothing does. */
export function kernelTrouble(): string | null {
  try {
    createFinishingKernel();
    return null;
  } catch {
    return 'Images cannot be finished: Node has no WebAssembly with SIMD here. Start it without --jitless, on a processor with SSE4.1 or on ARM64.';
  }
}
