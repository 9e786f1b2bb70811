import { describe, expect, it } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
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
  ] as const)('on %s, %s (Shift: %s) gives %d', (side, key, shiftKey, ratio) => {
    expect(keyStep({ key, shiftKey, mirrors: false }, { side, expansion, size, shape: null })).toEqual({
      ...expansion,
      [side]: ratio,
    });
  });

  it.each([
    ['left', 'ArrowLeft', { left: 0.101, right: 0.001 }],
    ['left', 'ArrowRight', { left: 0.099, right: 0 }],
    ['right', 'PageUp', { left: 0.2, right: 0.1 }],
    ['left', 'Home', { left: 0, right: 0 }],
    // 1727 px for both, 100 of them taken: 813 more for each
    ['left', 'End', { left: 0.913, right: 0.813 }],
  ] as const)('mirrored, on %s, %s gives %o', (side, key, ratios) => {
    const stepped = keyStep({ key, shiftKey: false, mirrors: true }, { side, expansion, size, shape: null });
    expect(stepped).toEqual({ ...expansion, ...ratios });
  });

  it.each([
    ['left', 'ArrowUp'],
    ['up', 'ArrowLeft'],
    ['up', 'Enter'],
    ['up', 'a'],
  ] as const)('on %s, %s means nothing', (side, key) => {
    expect(
      keyStep({ key, shiftKey: false, mirrors: false }, { side, expansion, size, shape: null }),
    ).toBeNull();
  });
});
