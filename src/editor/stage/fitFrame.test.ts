import { expect, it } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import { handlePoints } from '../../domain/handle.ts';
import { rectToScreen } from '../../domain/viewport.ts';
import { fitFrame } from './fitFrame.ts';
import { PUSH_MARGIN } from './input/stagePush.ts';

const SIZES = [
  { width: 3000, height: 2000 },
  { width: 2000, height: 3000 },
  { width: 4000, height: 1000 },
];
const STAGES = [
  { width: 820, height: 850, remPx: 16 },
  { width: 664, height: 672, remPx: 16 },
  { width: 390, height: 420, remPx: 16 },
];

it.each(SIZES.flatMap((size) => STAGES.map((stage) => ({ size, stage }))))(
  'a side of %j can grow by half of the source before a drag pushes into the border',
  ({ size, stage }) => {
    const { zoom, offset } = fitFrame(stage, size, NO_EXPANSION);
    const frame = rectToScreen({ zoom, offset }, frameRect(size, NO_EXPANSION));
    const { left, right, up, bottom } = handlePoints(frame);
    expect(left.x - PUSH_MARGIN).toBeGreaterThanOrEqual(frame.width / 2 - 0.01);
    expect(stage.width - right.x - PUSH_MARGIN).toBeGreaterThanOrEqual(frame.width / 2 - 0.01);
    expect(up.y - PUSH_MARGIN).toBeGreaterThanOrEqual(frame.height / 2 - 0.01);
    expect(stage.height - bottom.y - PUSH_MARGIN).toBeGreaterThanOrEqual(frame.height / 2 - 0.01);
  },
);

it.each([
  // The words end 5.5625 rem above the foot of the stage, the tools beside them 3.625 rem.
  [{ width: 390, height: 356, remPx: 16 }, 5.5625],
  [{ width: 520, height: 300, remPx: 16 }, 5.5625],
  [{ width: 520, height: 600, remPx: 32 }, 5.5625],
  [{ width: 390, height: 500, remPx: 32 }, 3.625],
])(
  'on a narrow stage of %j the lower handle lies above the words about the draft and the tools',
  (stage, footRem) => {
    const size = { width: 600, height: 400 };
    const expansion = { ...NO_EXPANSION, up: 1, bottom: 1 };
    const frame = rectToScreen(fitFrame(stage, size, expansion), frameRect(size, expansion));
    // One row of the bar over a result ends 62 px below the head where a rem is 16.
    expect(handlePoints(frame).up.y).toBeGreaterThan(3.875 * stage.remPx);
    // The handle's bar is 5 px thick.
    expect(stage.height - handlePoints(frame).bottom.y).toBeGreaterThan(footRem * stage.remPx + 5);
  },
);

it('however large the text, a third of the height is left for the frame', () => {
  const size = { width: 400, height: 400 };
  const frame = rectToScreen(
    fitFrame({ width: 390, height: 356, remPx: 64 }, size, NO_EXPANSION),
    frameRect(size, NO_EXPANSION),
  );
  expect(frame.height).toBeGreaterThan(30);
  expect(handlePoints(frame).up.y).toBeGreaterThan(0);
  expect(handlePoints(frame).bottom.y).toBeLessThan(356);
});

it('a frame that can grow no more is shown as large as the room for its handles allows', () => {
  const size = { width: 1000, height: 1000 };
  const stage = { width: 800, height: 800, remPx: 16 };
  const { zoom } = fitFrame(stage, size, { ...NO_EXPANSION, left: 1, right: 1 });
  expect(3000 * zoom).toBeCloseTo(0.7 * 800);
});
