import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { withoutRest, withTask } from '../../domain/run/run.ts';
import { beginRun, changeRun, createRunStore, putAwayRun, runOf, runSchema } from './runStore.ts';

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
  const asked = {
    expansion: { ...NO_EXPANSION, left: 1 },
    crop: null,
    anchor: null,
    sourceName: 'a.png',
    batch: null,
  };
  const press = { sourceKey: 'a', asked: { ...asked, prompt: '', n: 1, maxSteps: 1, formatId: null } };
  return runOf({ id: crypto.randomUUID(), name: `at ${clockMs}` }, [press]);
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  // The next file of this worker is imported before a test of it puts back what was stubbed here.
  vi.unstubAllGlobals();
});

/** Two tabs with the same run, the first of which was closed then.. */
function closedAndOther() {
  const [closed, other] = tabs(2);
  if (!closed || !other) throw new Error('There are too few.');
  const before = closed(opened);
  closed(() => beginRun(before, started()));
  const store = other(opened);
  const key = store.useRun.getState().run?.parts[0]?.press.idempotencyKey ?? '';
  return { closed, other, store, key };
}

test('a tab that comes back goes on where another one took the run, and sends nothing that was cancelled there', () => {
  const { closed, other, store } = closedAndOther();
  other(() => changeRun(store, withoutRest));
  expect(closed(opened).useRun.getState().run?.parts[0]?.isCancelled).toBe(true);

  const sent = closedAndOther();
  const taskId = crypto.randomUUID();
  sent.other(() => changeRun(sent.store, (run) => withTask(run, sent.key, taskId)));
  expect(sent.closed(opened).useRun.getState().run?.parts[0]?.taskId).toBe(taskId);
});

test('a run that was put away, or made room for another one, does not come back with a tab', () => {
  const putAway = closedAndOther();
  putAway.other(() => putAwayRun(putAway.store));
  expect(putAway.closed(opened).useRun.getState().run).toBeNull();

  const replaced = closedAndOther();
  replaced.other(() => beginRun(replaced.store, started()));
  replaced.other(() => beginRun(replaced.store, started()));
  expect(replaced.closed(opened).useRun.getState().run).toBeNull();
});

test('what another tab still says about a run that was put away does not bring it back for the next tab', () => {
  const [first, second, third] = tabs(3);
  if (!first || !second || !third) throw new Error('There are too few.');
  const own = first(opened);
  first(() => beginRun(own, started()));
  const same = second(opened);
  second(() => putAwayRun(same));
  first(() => changeRun(own, withoutRest));
  expect(third(opened).useRun.getState().run).toBeNull();
});

test('what happens to an older run in one tab leaves the newer one of another for the next tab', () => {
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
});
