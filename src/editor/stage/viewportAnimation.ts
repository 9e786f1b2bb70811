import { between, type Viewport } from '../../domain/viewport.ts';

const GLIDE_MS = 240;

/** Moves from one viewport to another, gently where motion is welcome, and calls `show` in every frame of it. */
export function createViewportAnimation(show: (viewport: Viewport) => void) {
  let request = 0;

  function stop(): void {
    cancelAnimationFrame(request);
    request = 0;
  }

  return {
    stop,
    to(from: Viewport, to: Viewport): void {
      stop();
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
        request = requestAnimationFrame(() => show(to));
        return;
      }
      const startedMs = performance.now();
      const step = (nowMs: number) => {
        const share = Math.min(1, Math.max(0, (nowMs - startedMs) / GLIDE_MS));
        show(between(from, to, 1 - (1 - share) ** 3));
        request = share < 1 ? requestAnimationFrame(step) : 0;
      };
      request = requestAnimationFrame(step);
    },
  };
}
