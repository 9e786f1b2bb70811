import { afterEach, expect, test, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { packItems } from '../../domain/pack/pack.ts';
import { beginRun, putAwayRun } from '../run/runStore.ts';
import { goesOnWithEarlier } from './earlierPack.ts';
import { packRun, usePackRun } from './packRun.ts';

const BATCH = { id: 'b0f5f1d2-3f0e-4c9a-9d43-6f0f6a8f0f01', name: 'Two · a' };

// The next file of this worker is imported before a test of it puts back what was stubbed here.
afterEach(() => void vi.unstubAllGlobals());

/** As it was kept before packs were runs: beside what is put together. */
function earlier() {
  const items = packItems(['instagram-square', 'instagram-story']);
  const asked = {
    expansion: { ...NO_EXPANSION, left: 1 },
    crop: null,
    anchor: null,
    sourceName: 'a.png',
    batch: BATCH,
  };
  const more = { prompt: '', n: 1, maxSteps: 1, formatId: null, provider: 'deerapi' };
  const parts = items.map((item, index) => ({
    item,
    press: { sourceKey: 'a', asked: { ...asked, ...more }, idempotencyKey: `key ${index}` },
    taskId: index === 0 ? 'b0f5f1d2-3f0e-4c9a-9d43-6f0f6a8f0f02' : null,
    problem: null,
  }));
  const run = { sourceKey: 'a', sourceName: 'a.png', size: { width: 4, height: 3 }, name: BATCH.name, parts };
  return JSON.stringify({ items, own: [], showsSafeZones: true, run });
}

function storage(kept: ReadonlyMap<string, string>): Storage {
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: () => undefined,
  } as unknown as Storage;
}

test('a pack that was under way before an update goes on under its keys, once', () => {
  const localStorage = storage(new Map([['outframe-pack', earlier()]]));
  vi.stubGlobal('window', { localStorage, sessionStorage: storage(new Map()) });
  usePackRun.setState({ run: null, putAway: [] });
  goesOnWithEarlier();
  const { run } = usePackRun.getState();
  expect(run).toMatchObject({ batch: BATCH, sourceKey: 'a', isPaused: false });
  expect(run?.parts.map(({ press, taskId }) => [press.idempotencyKey, taskId !== null])).toEqual([
    ['key 0', true],
    ['key 1', false],
  ]);
  putAwayRun(packRun);
  goesOnWithEarlier();
  expect(usePackRun.getState().run).toBeNull();
});

test('a newer pack stays', () => {
  const localStorage = storage(new Map([['outframe-pack', earlier()]]));
  vi.stubGlobal('window', { localStorage, sessionStorage: storage(new Map()) });
  usePackRun.setState({ run: null, putAway: [] });
  goesOnWithEarlier();
  const newer = usePackRun.getState().run;
  if (newer === null) throw new Error('There is none.');
  beginRun(packRun, { ...newer, batch: { ...BATCH, id: crypto.randomUUID() } });
  const { run } = usePackRun.getState();
  goesOnWithEarlier();
  expect(usePackRun.getState().run).toBe(run);
});
