import { followPointer, type PointerDrag } from '../../../ui/pointerDrag.ts';
import { followFingers } from '../input/fingers.ts';
import { modifierKeys } from '../input/modifierKeys.ts';
import { pressView } from '../input/panHandler.ts';
import { createPinchHandler } from '../input/pinchHandler.ts';
import { createStagePoint } from '../input/stagePoint.ts';
import type { StageView } from '../stageView.ts';

type MovedView = Pick<StageView, 'viewport' | 'setViewport' | 'panBy' | 'stopAnimation' | 'fit'>;

/** Over a result one pointer moves the view, two fingers zoom it. Returns what ends that. */
export function attachResultPointers(surface: HTMLElement, view: MovedView): () => void {
  let pan: PointerDrag | null = null;
  const pinch = createPinchHandler({ view, onBegin: () => pan?.cancel() });
  const pointOf = createStagePoint(surface, () => pan !== null || pinch.isOn);
  const settle = () => {
    pan = null;
  };

  function onPress(event: PointerEvent): void {
    if (hasOwnPointer(event.target) || (event.button !== 0 && event.button !== 1)) return;
    event.preventDefault();
    if (event.pointerType === 'touch') pinch.press(event.pointerId, pointOf(event));
    if (pan || pinch.isOn) return;
    view.stopAnimation();
    const handler = pressView(view, pointOf(event));
    pan = followPointer(event, {
      target: surface,
      slackPx: handler.slackPx,
      onMove: (move) => handler.move(pointOf(move), modifierKeys(move)),
      onEnd: settle,
      onCancel: settle,
    });
  }

  const leaveFingers = followFingers(pinch, pointOf);
  const listeners = new AbortController();
  const { signal } = listeners;
  surface.addEventListener('pointerdown', onPress, { signal });
  surface.addEventListener('dblclick', ({ target }) => hasOwnPointer(target) || view.fit(), { signal });
  return () => {
    pan?.cancel();
    pinch.stop();
    leaveFingers();
    listeners.abort();
  };
}

/** Bar and divider lie over the result and take their own events. */
function hasOwnPointer(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-own-pointer]') !== null;
}
