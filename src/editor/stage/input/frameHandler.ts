import type { Handle } from '../../../domain/handle.ts';
import type { Point, Size } from '../../../domain/side.ts';
import { toSource } from '../../../domain/viewport.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import { reachNow } from '../../state/reach.ts';
import type { StageView } from '../stageView.ts';
import type { StageDrag } from './drag.ts';
import type { PointerHandler } from './pointerHandler.ts';

/** A press becomes a drag once the pointer has gone further than this, in screen pixels. */
const SLACK_PX = 2;

interface FrameHandlerOptions {
  readonly view: Pick<StageView, 'viewport' | 'showHover'>;
  readonly drag: Pick<StageDrag, 'begin' | 'move' | 'setModifiers' | 'end'>;
  readonly size: Size;
}

/** Drags a handle, or the whole frame, from where it was pressed. */
export function pressFrame(
  { view, drag, size }: FrameHandlerOptions,
  handle: Handle,
  at: Point,
): PointerHandler {
  const start = useEditorStore.getState().expansion;
  const gesture = { handle, size: reachNow(size), start, grabbedAt: toSource(view.viewport, at) };
  view.showHover(handle);
  return {
    slackPx: SLACK_PX,
    begin: (point, keys) => drag.begin(gesture, point, keys),
    move(point, keys) {
      drag.setModifiers(keys);
      drag.move(point);
    },
    end: drag.end,
  };
}
