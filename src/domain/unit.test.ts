import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readLength, scrubLength, stepLength, UNITS, writeLength } from './unit.ts';

const of = (unit: (typeof UNITS)[number], length = 1600) => ({ unit, length });

describe('lengths in a unit', () => {
  it.each([
    ['px', '312'],
    ['percent', '19.5'],
    ['ratio', '0.195'],
  ] as const)('312 px of 1600 in %s is written %s', (unit, text) => {
    expect(writeLength(312, of(unit))).toBe(text);
  });

  it.each([
    ['px', '50%', 800],
    ['px', '+50%', 900],
    ['px', '0.25x', 400],
    ['px', '99.6', 100],
    ['px', '', 0],
    ['percent', '50', 800],
    ['percent', '+10', 260],
    ['percent', '120px', 120],
    ['percent', '*2', 200],
    ['ratio', '0.5', 800],
    ['ratio', '+0.1', 260],
    ['ratio', '25%', 400],
  ] as const)('in %s, from 100 px of 1600, %s is %d px', (unit, text, value) => {
    expect(readLength(text, 100, of(unit))).toEqual({ value });
  });

  it.each([
    ['px', 1, 101],
    ['px', -10, 90],
    ['percent', 1, 116],
    ['percent', 10, 260],
    ['ratio', 1, 116],
    ['ratio', -10, -60],
  ] as const)('in %s, %d steps from 100 px of 1600 are %d px', (unit, steps, px) => {
    expect(stepLength(100, steps, of(unit))).toBe(px);
  });

  it('a step is a pixel at least, and a scrub follows the screen', () => {
    expect(stepLength(5, 1, of('percent', 30))).toBe(6);
    expect(stepLength(5, -1, of('ratio', 30))).toBe(4);
    expect(scrubLength(100, -40, of('px'))).toBe(60);
    expect(scrubLength(100, 10, of('percent'))).toBe(140);
  });
});

test('a length that is read back from what was written is as near as its decimals allow', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...UNITS),
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 300, max: 9000 }),
      (unit, px, length) => {
        const entry = readLength(writeLength(px, of(unit, length)), 0, of(unit, length));
        const off = 'value' in entry ? Math.abs(entry.value - px) : Number.POSITIVE_INFINITY;
        expect(off).toBeLessThanOrEqual(unit === 'px' ? 0 : length / 2000 + 0.5);
      },
    ),
  );
});
