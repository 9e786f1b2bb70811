import { edgeOf } from '../../../domain/handle.ts';
import { SIDE_GEOMETRY, SIDES, type Side } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';
import { besideFrame, outsideOf } from '../paint/cutAway.ts';
import { FRAME_WIDTH } from '../paint/overlay.ts';
import type { Scene } from '../scene.ts';
import { type Box, createBox } from './box.ts';
import { dragAxis } from './dragAxis.ts';
import styles from './dragLayers.module.css';

/**
 * Curtains in the stage's own colour over what lies outside the frame, and veils over what it cuts off the source.
 * Under them the canvas shows the whole new area there could be, so that a frame that grows uncovers it and nothing is
 * painted.
 */
export function createCurtains(root: HTMLElement) {
  const group = document.createElement('div');
  group.className = styles.group ?? '';
  root.append(group);
  const boxes: Record<'curtain' | 'veil', Box[]> = { curtain: [], veil: [] };
  const put = (kind: keyof typeof boxes, rects: readonly Rect[]) => {
    const present = boxes[kind];
    while (present.length < rects.length) present.push(createBox(styles[kind], group));
    for (const [index, box] of present.entries()) box.put(rects[index] ?? null);
  };
  return {
    show(scene: Scene): void {
      const { frame, source, stage } = scene;
      const { beside, cut } = outsideOf(frame, source, stage);
      put('curtain', cut.length > 0 ? beside : besideFrame(frame, stage, dragAxis(scene)));
      put('veil', cut);
    },
  };
}

/** The frames of a plan's steps within it. */
export function createStepFrames(root: HTMLElement) {
  const group = document.createElement('div');
  group.className = styles.group ?? '';
  root.append(group);
  const frames: ReturnType<typeof sideBoxes>[] = [];
  return {
    show({ steps }: Scene): void {
      while (frames.length < steps.length) frames.push(sideBoxes(styles.step, group));
      for (const [index, edges] of frames.entries()) {
        const frame = steps[index];
        for (const { side, box } of edges) box.put(frame ? lineRect(side, frame) : null);
      }
    },
  };
}

function sideBoxes(className: string | undefined, root: HTMLElement): { side: Side; box: Box }[] {
  return SIDES.map((side) => ({ side, box: createBox(className, root) }));
}

/** The line of one edge. */
function lineRect(side: Side, frame: Rect): Rect {
  const at = edgeOf(frame, side) - FRAME_WIDTH / 2;
  return SIDE_GEOMETRY[side].axis === 'x'
    ? { x: at, y: frame.y, width: FRAME_WIDTH, height: frame.height }
    : { x: frame.x, y: at, width: frame.width, height: FRAME_WIDTH };
}
