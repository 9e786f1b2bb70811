import { type Handle, handleAt } from '../../../domain/handle.ts';
import { type Point, SIDES } from '../../../domain/side.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import type { StageView } from '../stageView.ts';
import { cursorOf, hitToleranceOf, isControl } from './hitTest.ts';

interface HoverOptions {
  readonly container: HTMLElement;
  readonly view: Pick<StageView, 'shownFrame' | 'showHover'>;
  /** The space bar is down: the pointer pans. */
  readonly isSpaceHeld: () => boolean;
}

/** What lies under the pointer, and how that is shown. */
export function createHover({ container, view, isSpaceHeld }: HoverOptions) {
  /** The handle that a press would take; null where it would pan. */
  function handleUnder(point: Point, pointerType: string): Handle | null {
    const handle = handleAt(point, view.shownFrame(), hitToleranceOf(pointerType));
    return handle?.length === 0 && !canMove() ? null : handle;
  }

  return {
    handleUnder,
    show(point: Point, { target, pointerType }: Pick<PointerEvent, 'target' | 'pointerType'>): void {
      const handle = isSpaceHeld() || isControl(target) ? null : handleUnder(point, pointerType);
      view.showHover(handle);
      container.style.cursor = isSpaceHeld() ? 'grab' : handle ? cursorOf(handle) : '';
    },
    showPan(): void {
      view.showHover(null);
      container.style.cursor = 'grabbing';
    },
    clear: (): void => view.showHover(null),
  };
}

/** A frame can be moved over the source once it is larger, and off its edges where it may cut into it. */
function canMove(): boolean {
  const { expansion, allowsCropping } = useEditorStore.getState();
  return allowsCropping || SIDES.some((side) => expansion[side] > 0);
}
