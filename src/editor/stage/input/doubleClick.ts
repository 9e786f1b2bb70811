import { handleAt } from '../../../domain/handle.ts';
import type { Point } from '../../../domain/side.ts';
import { setExpansion, useEditorStore } from '../../state/editorStore.ts';
import type { StageView } from '../stageView.ts';
import { hitToleranceOf } from './hitTest.ts';

/** Back to the source on a handle; the whole frame in view anywhere else. */
export function doubleClick(
  view: Pick<StageView, 'shownFrame' | 'fit'>,
  point: Point,
  pointerType: string,
): void {
  const handle = handleAt(point, view.shownFrame(), hitToleranceOf(pointerType));
  if (!handle || handle.length === 0) {
    view.fit();
    return;
  }
  const { expansion } = useEditorStore.getState();
  setExpansion({ ...expansion, ...Object.fromEntries(handle.map((side) => [side, 0])) });
}
