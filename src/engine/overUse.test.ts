import { describe, expect, it } from 'vitest';
import { withoutKernel } from './kernel/room.ts';
import { buildPyramid } from './level.ts';
import { guideAlong, type LineGuide } from './lineGuide.ts';
import { type Matching, unitOf, withMatching } from './matching.ts';
import { costOfUse, countUses, freeUses, priceOfUse } from './overUse.ts';
import { measureMatches, sweep } from './patchMatch.ts';
import { seededRandom } from './seededRandom.ts';
import { FILL_SETTINGS } from './settings.ts';
import { emptyShiftMap, packShift, type ShiftMap } from './shiftMap.ts';
import { vote } from './vote.ts';

const SIDE = 96;
const PAD = 24;

/** The same tufts every 8 × 8 pixels with a little grain, grown to the right by the same piece three times. */
function stamped(): ShiftMap {
  const random = seededRandom(2);
  const width = SIDE + PAD;
  const rgba = new Uint8ClampedArray(width * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const light = ((x % 8) - 4) ** 2 + ((y % 8) - 4) ** 2 < 8 ? 190 : 60;
      const grain = 6 * random();
      rgba.set([light + grain, light + grain, light / 2, 255], (y * width + x) * 4);
    }
  }
  const frame = { width, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };
  const [level] = buildPyramid(rgba, frame, { finestPixels: 1e6, coarsestSide: SIDE });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  const map = emptyShiftMap(level);
  for (const target of map.targets) {
    const x = target % width;
    map.shifts[target] = packShift(-8 * (1 + Math.floor((x - SIDE + 2 + 8) / 8)), 0);
  }
  return map;
}

function matched<T>(
  map: ShiftMap,
  overUse: number,
  work: (matching: Matching) => T,
  guide: LineGuide | null = null,
): T {
  const { normal } = FILL_SETTINGS;
  const nowhere = { sidewaysAlong: 0, sidewaysAcross: 0, verticalAlong: 0, verticalAcross: 0 };
  const position = { ...normal.costs.position, ...nowhere, shortShift: 0 };
  const costs = { ...normal.costs, position, incoherence: 10, overUse };
  return withMatching(map, { costs, guide, isQuincunx: false, random: seededRandom(1) }, work);
}

/** How many uses there are beyond the first of each source, once the search has had its way. */
function usesAgain(overUse: number): number {
  const map = stamped();
  matched(map, overUse, (matching) => {
    countUses(matching.map, matching.uses);
    vote(matching, { sharpness: 0.5 });
    measureMatches(matching);
    for (let pass = 0; pass < 4; pass += 1) {
      sweep(matching, { searchRadius: 32, isBackward: pass % 2 === 1, isOnSeams: false });
    }
  });
  return matched(map, overUse, (matching) => {
    countUses(matching.map, matching.uses);
    return matching.uses.reduce((sum, uses) => sum + Math.max(0, uses - 1), 0);
  });
}

describe('a price for each further use', () => {
  it('is nothing for the first, and rises with each that there is beyond those that are free', () => {
    const costs = matched(stamped(), 50, (matching) => {
      countUses(matching.map, matching.uses);
      const target = 20 * matching.map.level.width + SIDE + 8;
      const source = target - SIDE + 12;
      return [0, 1, 2, 9].map((uses) => {
        matching.uses[source] = uses + matching.free;
        return [costOfUse(matching, target, source, 0), costOfUse(matching, target, source, 1)];
      });
    });
    const price = 50 * unitOf(false);
    expect(costs).toEqual([
      [0, 0],
      [price, 0],
      [2 * price, price],
      [4 * price, 4 * price],
    ]);
  });

  it('is nothing on a line that goes on: a rope has nothing but itself to go on with', () => {
    const map = stamped();
    const line = { x: SIDE - 1, y: 40, alongX: 1, alongY: 0, length: 30 };
    const guide = guideAlong(map.level, [line], 1, { price: 10, reach: 3, below: 1e9 }, 1);
    const costs = matched(
      map,
      50,
      (matching) => {
        const { width } = matching.map.level;
        const source = 40 * width + 20;
        matching.uses[source] = 3;
        return [40, 60].map((y) => costOfUse(matching, y * width + SIDE + 8, source, 0));
      },
      guide,
    );
    expect(costs).toEqual([0, 3 * 50 * unitOf(false)]);
  });

  it('is nothing where the source is so small that it is decided what goes where, or see-through', () => {
    const known = (side: number) => ({ x: 0, y: 0, width: 300, height: side });
    expect(priceOfUse({ known: known(120), cover: null }, 50)).toBe(50);
    expect(priceOfUse({ known: known(40), cover: null }, 50)).toBe(0);
    expect(priceOfUse({ known: known(120), cover: new Uint8Array(300 * 120) }, 50)).toBe(0);
  });

  it('leaves as many free as there must be in a frame much larger than its source', () => {
    const known = { width: 24, height: 24 };
    expect([300, 800, 1700].map((targets) => freeUses(targets, known))).toEqual([0, 1, 3]);
  });

  it('lets pieces that were stamped find others that look the same', () => {
    expect(usesAgain(60)).toBeLessThan(usesAgain(0) / 2);
    expect(withoutKernel(() => usesAgain(60))).toBe(usesAgain(60));
  });
});
