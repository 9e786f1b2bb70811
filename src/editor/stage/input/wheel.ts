import { followWheel } from '../../../ui/wheelMove.ts';
import type { StageView } from '../stageView.ts';

/** The wheel and two fingers on a touchpad zoom and pan the stage. Frozen during a drag. */
export function attachWheel(
  container: HTMLElement,
  view: Pick<StageView, 'panBy' | 'zoomBy'>,
  isFrozen: () => boolean,
): () => void {
  return followWheel(container, (move, event) => {
    if (isFrozen()) return;
    if (move.kind === 'pan') {
      view.panBy(move.by);
      return;
    }
    const box = container.getBoundingClientRect();
    view.zoomBy(move.factor, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
}
