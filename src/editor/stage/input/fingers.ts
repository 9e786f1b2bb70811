import type { createPinchHandler } from './pinchHandler.ts';
import type { createStagePoint } from './stagePoint.ts';

/** Tells a pinch where the fingers go, wherever on the page. Returns what ends that. */
export function followFingers(
  pinch: ReturnType<typeof createPinchHandler>,
  pointOf: ReturnType<typeof createStagePoint>,
): () => void {
  const listeners = new AbortController();
  const options = { capture: true, signal: listeners.signal };
  const onMove = (event: PointerEvent) =>
    event.pointerType === 'touch' && pinch.move(event.pointerId, pointOf(event));
  const onRelease = ({ pointerId }: PointerEvent) => pinch.release(pointerId);
  window.addEventListener('pointermove', onMove, options);
  window.addEventListener('pointerup', onRelease, options);
  window.addEventListener('pointercancel', onRelease, options);
  return () => listeners.abort();
}
