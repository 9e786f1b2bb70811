import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { parsedStorage } from './parsedStorage.ts';

afterEach(() => vi.unstubAllGlobals());

const refusing = {
  get sessionStorage(): Storage {
    throw new DOMException('Not allowed here.', 'SecurityError');
  },
};

test.each([
  ['forbids it', refusing],
  ['has none', { sessionStorage: null, localStorage: null }],
])('where a browser %s, nothing is kept and nothing breaks', (_how, window) => {
  vi.stubGlobal('window', window);
  const storage = parsedStorage(z.object({ prompt: z.string() }));
  storage.setItem('work', { state: { prompt: 'more sky' } });
  expect(storage.getItem('work')).toBeNull();
});
