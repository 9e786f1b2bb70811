import { expect, test, vi } from 'vitest';
import { kernelTrouble } from './kernelTrouble.ts';

test('where there is no WebAssembly it is told before anything is to be finished', () => {
  expect(kernelTrouble()).toBeNull();
  vi.stubGlobal('WebAssembly', undefined);
  expect(kernelTrouble()).toContain('--jitless');
});
