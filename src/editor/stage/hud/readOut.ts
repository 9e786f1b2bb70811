import { areaFactor, type Expansion, giverFor } from '../../../domain/expansion.ts';
import { aspectName, frameOf, padsOf } from '../../../domain/frame.ts';
import { MAX_AREA_FACTOR } from '../../../domain/reach.ts';
import { type Point, SIDES, type Side, type Size } from '../../../domain/side.ts';
import { writeText } from '../../../ui/writeText.ts';
import { SIDE_LABELS } from '../../sideLabels.ts';
import { type DragInProgress, followAtPointer, useDragStore } from '../../state/dragStore.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import type { StageView } from '../stageView.ts';

/** Distance of the read-out from the pointer, in screen pixels. */
const OFFSET = 18;
/** Least distance from the stage's border. */
const MARGIN = 8;
/** On a narrower stage the figures stand under each other. */
const NARROW = 640;

/**
 * The figures at the pointer during a drag: what the side adds, the frame, its aspect, the share of the limit.
 * It stays on the side of the pointer where it first stood, towards the middle of the stage, so it never jumps.
 */
export function createReadOut(element: HTMLElement, size: Size, view: StageView) {
  let towards: { x: -1 | 1; y: -1 | 1 } | null = null;
  let at: Point | null = null;
  // Told after layout, so that no move has to ask for it; as large as it was last while it is hidden.
  const box = { width: 0, height: 0 };
  const resizes = new ResizeObserver(([entry]) => {
    const [size] = entry?.borderBoxSize ?? [];
    if (!size || size.inlineSize === 0) return;
    Object.assign(box, { width: size.inlineSize, height: size.blockSize });
    // As wide as it was, while the drag goes on: its end keeps still, and the browser lays out the words alone.
    element.style.minWidth = `${box.width}px`;
    place();
  });
  resizes.observe(element);

  const stopFollowing = followAtPointer(() => {
    const { gesture } = useDragStore.getState();
    element.hidden = !gesture;
    if (!gesture) {
      element.style.minWidth = '';
      return;
    }
    writeText(element, figuresOf(gesture, size, view.stage.width < NARROW));
    element.dataset.atLimit = String(gesture.atLimit);
  });

  function place(): void {
    if (!at) return;
    const { width, height } = view.stage;
    towards ??= { x: at.x > width / 2 ? -1 : 1, y: at.y > height / 2 ? -1 : 1 };
    const x = at.x + (towards.x < 0 ? -OFFSET - box.width : OFFSET);
    const y = at.y + (towards.y < 0 ? -OFFSET - box.height : OFFSET);
    const left = within(x, width - box.width);
    const top = within(y, height - box.height);
    element.style.transform = `translate(${left}px, ${top}px)`;
  }

  return {
    follow(pointer: Point | null): void {
      at = pointer;
      if (pointer) place();
      else towards = null;
    },
    dispose(): void {
      stopFollowing();
      resizes.disconnect();
    },
  };
}

function figuresOf(
  { handle, sides, expansion, atLimit }: DragInProgress,
  size: Size,
  isNarrow: boolean,
): string {
  const frame = frameOf(size, expansion);
  const ofFrame = `${frame.width} × ${frame.height}  ·  ${aspectName(frame)}`;
  const factor = areaFactor(expansion).toFixed(2);
  const { goesBeyond } = useEditorStore.getState();
  const ofArea = goesBeyond ? `${factor}×` : `${factor} of ${MAX_AREA_FACTOR.toFixed(2)}×`;
  const figures = [ofSides(handle, expansion, size), ofFrame, ofArea].join(isNarrow ? '\n' : '  ·  ');
  const giver = atLimit && !goesBeyond && giverFor(sides, expansion);
  return giver ? `${figures}\nAt the limit. ${SIDE_LABELS[giver]} could give some back.` : figures;
}

/** What the dragged sides add; every side when the frame is moved. */
function ofSides(sides: readonly Side[], expansion: Expansion, size: Size): string {
  const pads = padsOf(size, expansion);
  const [first, second] = sides;
  if (!first) return SIDES.map((side) => `${ARROWS[side]} ${pads[side]}`).join('  ');
  if (second) return `${signed(pads[second])} × ${signed(pads[first])} px`;
  return `${signed(pads[first])} px  ·  ${expansion[first].toFixed(2).replace('-', '−')}×`;
}

/** A side that cuts takes away. */
function signed(px: number): string {
  return px < 0 ? `−${-px}` : `+${px}`;
}

const ARROWS: Record<Side, string> = { up: '↑', right: '→', bottom: '↓', left: '←' };

/** The position, kept so far from both ends that the read-out stays whole on the stage. */
function within(position: number, most: number): number {
  return Math.max(MARGIN, Math.min(most - MARGIN, position));
}
