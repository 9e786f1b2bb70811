import type { Point } from '../../../domain/side.ts';
import type { StageView } from '../stageView.ts';
import type { PointerHandler } from './pointerHandler.ts';

/** Moves the view along with the pointer. A pan that is taken back stays where it is: it changed nothing of the work. */
export function pressView(view: Pick<StageView, 'panBy'>, at: Point): PointerHandler {
  let last = at;
  return {
    slackPx: 0,
    begin: () => undefined,
    move(point) {
      view.panBy({ x: point.x - last.x, y: point.y - last.y });
      last = point;
    },
    end: () => undefined,
  };
}
