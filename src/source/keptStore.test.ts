import { get, set } from 'idb-keyval';
import { afterEach, expect, test, vi } from 'vitest';
import { keptStore } from './keptStore.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['says that none is allowed', { open: () => fail() }],
  ['has none at all', undefined],
])(
  'where a browser %s, what is kept and asked for is rejected and nothing is thrown',
  async (_how, indexedDB) => {
    vi.stubGlobal('indexedDB', indexedDB);
    const store = keptStore('outframe', 'files');
    const kept = set('key', 'value', store);
    const asked = get('key', store);
    await expect(kept).rejects.toThrow();
    await expect(asked).rejects.toThrow();
  },
);

function fail(): never {
  throw new DOMException('Not allowed here.', 'SecurityError');
}
