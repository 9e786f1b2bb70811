import type { Expansion } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import { edgeOf, type Handle } from '../../domain/handle.ts';
import { lengthAlong, SIDE_GEOMETRY, type Size } from '../../domain/side.ts';
import { isOnStage, type Rect, rectToScreen } from '../../domain/viewport.ts';
import { type StageContent, shownExpansionOf } from './scene.ts';
import type { ViewportControl } from './viewportControl.ts';

interface ContentOptions {
  readonly initial: StageContent;
  readonly control: Pick<ViewportControl, 'viewport' | 'isFitted' | 'fit' | 'jumpToFit'>;
  readonly requestDraw: () => void;
}

const NO_HANDLE: Handle = [];

/** What the stage shows, and what its viewport does when that changes. */
export function createStageContent({ initial, control, requestDraw }: ContentOptions) {
  let content = initial;

  function change(part: Partial<StageContent>): void {
    content = { ...content, ...part };
  }

  return {
    get now(): StageContent {
      return content;
    },
    change,
    resize(stage: Size): void {
      change({ stage });
      if (!content.drag && control.isFitted) control.jumpToFit();
      else requestDraw();
    },
    showSource(size: Size, expansion: Expansion): void {
      change({ size, expansion, drag: null });
      control.jumpToFit();
    },
    /** A frame that is set by figures is shown whole; one that was just let go stays under the pointer. */
    showExpansion(expansion: Expansion): void {
      if (expansion === content.expansion) return;
      change({ expansion });
      if (content.drag) return;
      const frame = rectToScreen(control.viewport, frameRect(content.size, shownExpansionOf(content)));
      if (control.isFitted || !isOnStage(frame, content.stage)) control.fit();
      else requestDraw();
    },
    /** A view in hand stays, unless the handle would be left off the stage. */
    endDrag(): void {
      const handle = content.drag?.handle ?? NO_HANDLE;
      change({ drag: null });
      const frame = rectToScreen(control.viewport, frameRect(content.size, shownExpansionOf(content)));
      if (control.isFitted || !isHandleOnStage(handle, frame, content.stage)) control.fit();
      else requestDraw();
    },
    /** Shows the safe zone of a format, or none. */
    showSafeZone(safeZoneOf: string | null): void {
      if (safeZoneOf === content.safeZoneOf) return;
      change({ safeZoneOf });
      requestDraw();
    },
    /** Shows the steps of a frame that takes several, or does not. */
    showSteps(takesSteps: boolean): void {
      if (takesSteps === content.takesSteps) return;
      change({ takesSteps });
      requestDraw();
    },
    showHover(handle: Handle | null): void {
      const hovered = handle ?? NO_HANDLE;
      const before = content.hovered;
      if (hovered.length === before.length && hovered.every((side) => before.includes(side))) return;
      change({ hovered });
      requestDraw();
    },
  };
}

/** Whether the dragged edges lie on the stage, along the axes that they were dragged on. */
function isHandleOnStage(handle: Handle, frame: Rect, stage: Size): boolean {
  return handle.every((side) => {
    const edge = edgeOf(frame, side);
    return edge >= 0 && edge <= lengthAlong(SIDE_GEOMETRY[side].axis, stage);
  });
}
