import { expect, test, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { changeRun, createRunStore, putAwayRun, runOf, runSchema } from './runStore.ts';

const NAME = 'outframe-test-run';

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  } as Storage;
}

/** Tabs of one browser: each has storage of its own beside the one that all share. */
function tabs(count: number) {
  const localStorage = storage();
  return Array.from({ length: count }, () => {
    const sessionStorage = storage();
    return <T>(act: () => T): T => {
      vi.stubGlobal('window', { localStorage, sessionStorage });
      return act();
    };
  });
}

const opened = () => createRunStore(NAME, runSchema);
let clockMs = 0;
function started() {
  clockMs += 1000;
  vi.setSystemTime(clockMs);
  const asked = { expansion: { ...NO_EXPANSION, left: 1 }, crop: null, sourceName: 'a.png', batch: null };
  const press = { sourceKey: 'a', asked: { ...asked, prompt: '', n: 1, maxSteps: 1, formatId: null } };
  return runOf({ id: crypto.randomUUID(), name: `at ${clockMs}` }, [press]);
}

test('what happens to an older run in one tab leaves the newer one of another for the next tab', () => {
  vi.useFakeTimers();
  const [first, second, third, fourth] = tabs(4);
  if (!first || !second || !third || !fourth) throw new Error('There are too few.');
  const older = first(opened);
  first(() => older.useRun.setState({ run: started() }));
  const newer = second(opened);
  second(() => newer.useRun.setState({ run: started() }));
  const name = newer.useRun.getState().run?.batch.name;

  first(() => changeRun(older, (run) => ({ ...run, isPaused: true })));
  expect(third(opened).useRun.getState().run?.batch.name).toBe(name);
  first(() => putAwayRun(older));
  expect(fourth(opened).useRun.getState().run?.batch.name).toBe(name);
  // Loaded anew, the first tab has none.
  expect(first(opened).useRun.getState().run).toBeNull();
  second(() => putAwayRun(newer));
  expect(fourth(opened).useRun.getState().run).toBeNull();
  vi.useRealTimers();
});
