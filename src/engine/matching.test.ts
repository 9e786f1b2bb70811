import { expect, it } from 'vitest';
import { SIDES } from '../domain/side.ts';
import { holePixels } from './frameRect.ts';
import type { Level } from './level.ts';
import { withMatching } from './matching.ts';
import { seededRandom } from './seededRandom.ts';
import { FILL_SETTINGS } from './settings.ts';
import { emptyShiftMap } from './shiftMap.ts';

/** Grown on the left and downwards, and mirrored out of the left border. */
function mirroredLevel() {
  const frame = { width: 24, height: 30, known: { x: 8, y: 0, width: 16, height: 12 } };
  const pixels = new Int32Array(frame.width * frame.height);
  const level: Level = { ...frame, scale: 1, pixels, hole: holePixels(frame), cover: null };
  const mirrored = Uint8Array.from(pixels, (_, pixel) => {
    const isBeside = pixel % frame.width < frame.known.x && pixel < frame.known.height * frame.width;
    return isBeside ? 1 + SIDES.indexOf('left') : 0;
  });
  return emptyShiftMap(level, mirrored);
}

it('takes patches that hold known or mirrored pixels for straddling, and none far below a mirror at the upper edge', () => {
  const map = mirroredLevel();
  const plan = { costs: FILL_SETTINGS.normal.costs, isQuincunx: false, random: seededRandom(1) };
  const straddling = withMatching(map, plan, ({ isStraddling }) => isStraddling.slice());
  // The lowest rows whose patches reach up into the known part's last row, or into that of the mirror.
  const last = map.level.known.height + 1;
  const rows = Array.from({ length: map.level.height }, (_, y) =>
    straddling.subarray(y * map.level.width, (y + 1) * map.level.width).includes(1),
  );
  expect(rows.lastIndexOf(true)).toBe(last);
  expect(map.targets.filter((target) => target < last * map.level.width).every((at) => straddling[at])).toBe(
    true,
  );
});
