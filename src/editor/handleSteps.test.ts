import { describe, expect, it } from 'vitest';
import { NO_EXPANSION } from '../domain/expansion.ts';
import { keyStep } from './handleSteps.ts';

const size = { width: 1000, height: 500 };
const expansion = { ...NO_EXPANSION, left: 0.1, up: 0.1 };

describe('keyStep', () => {
  it.each([
    ['left', 'ArrowLeft', false, 0.101],
    ['left', 'ArrowRight', false, 0.099],
    ['right', 'ArrowRight', true, 0.01],
    ['right', 'ArrowLeft', false, 0],
    ['up', 'ArrowUp', false, 0.102],
    ['up', 'ArrowDown', true, 0.08],
    ['bottom', 'ArrowDown', true, 0.02],
    ['bottom', 'PageUp', false, 0.2],
    ['left', 'PageDown', false, 0],
    ['left', 'Home', false, 0],
    // 3 ÷ 1.1 − 1 = 1.7272…, in whole pixels
    ['left', 'End', false, 1.727],
  ] as const)('on %s, %s (Shift: %s) gives %d', (side, key, holdsShift, ratio) => {
    expect(keyStep(key, holdsShift, { side, expansion, size })).toEqual({ ...expansion, [side]: ratio });
  });

  it.each([
    ['left', 'ArrowUp'],
    ['up', 'ArrowLeft'],
    ['up', 'Enter'],
    ['up', 'a'],
  ] as const)('on %s, %s means nothing', (side, key) => {
    expect(keyStep(key, false, { side, expansion, size })).toBeNull();
  });
});
