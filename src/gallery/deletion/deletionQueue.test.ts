import { beforeEach, describe, expect, test } from 'vitest';
import { createDeletionQueue, type DeletionQueue } from './deletionQueue.ts';

const DELAY = 5000;

/** A clock that moves when told. */
function testClock() {
  let nowMs = 0;
  const due = new Map<symbol, { atMs: number; callback: () => void }>();
  return {
    schedule: (callback: () => void, delayMs: number) => {
      const key = Symbol();
      due.set(key, { atMs: nowMs + delayMs, callback });
      return () => {
        due.delete(key);
      };
    },
    advance: (byMs: number) => {
      nowMs += byMs;
      for (const [key, { atMs, callback }] of due) {
        if (atMs > nowMs) continue;
        due.delete(key);
        callback();
      }
    },
  };
}

let clock: ReturnType<typeof testClock>;
let sent: string[];
let answer: () => Promise<void>;
let queue: DeletionQueue;

const settled = () => new Promise((resolve) => setImmediate(resolve));
const hidden = () => [...queue.current().hidden];

beforeEach(() => {
  clock = testClock();
  sent = [];
  answer = async () => {};
  queue = createDeletionQueue({
    delayMs: DELAY,
    schedule: clock.schedule,
    send: (id) => {
      sent.push(id);
      return answer();
    },
  });
});

describe('A deleted task', () => {
  test('disappears at once and is deleted after the delay', async () => {
    queue.add('a');
    expect(hidden()).toEqual(['a']);
    clock.advance(DELAY - 1);
    expect(sent).toEqual([]);
    clock.advance(1);
    expect(sent).toEqual(['a']);
    expect(queue.current().waiting).toEqual([]);
    await settled();
    expect(hidden()).toEqual([]);
  });

  test('comes back by undo and is never deleted', () => {
    queue.add('a');
    queue.add('b');
    queue.undo();
    clock.advance(10 * DELAY);
    expect(hidden()).toEqual([]);
    expect(sent).toEqual([]);
  });

  test('waits anew for all when another one is deleted', () => {
    queue.add('a');
    clock.advance(DELAY - 1);
    queue.add('b');
    clock.advance(DELAY - 1);
    expect(queue.current().waiting).toEqual(['a', 'b']);
    clock.advance(1);
    expect(sent).toEqual(['a', 'b']);
  });

  test('is not deleted while somebody is at the button', () => {
    queue.add('a');
    queue.pause();
    clock.advance(10 * DELAY);
    expect(sent).toEqual([]);
    queue.resume();
    clock.advance(DELAY);
    expect(sent).toEqual(['a']);
  });

  test('is not deleted twice', () => {
    queue.add('a');
    queue.add('a');
    clock.advance(DELAY);
    queue.add('a');
    clock.advance(DELAY);
    expect(sent).toEqual(['a']);
  });

  test('stays hidden on its way and appears again when it could not be deleted', async () => {
    let refuse = (_error: Error) => {};
    answer = () =>
      new Promise((_resolve, reject) => {
        refuse = reject;
      });
    queue.add('a');
    clock.advance(DELAY);
    expect(hidden()).toEqual(['a']);
    refuse(new Error('No'));
    await settled();
    expect(hidden()).toEqual([]);
    expect(queue.current().problem?.message).toBe('No');
    queue.dismissProblem();
    expect(queue.current().problem).toBeNull();
  });
});

test('leaving the page sends what waits at once, another way', () => {
  const leaving: string[] = [];
  queue.add('a');
  queue.flush(async (id) => void leaving.push(id));
  expect(leaving).toEqual(['a']);
  clock.advance(DELAY);
  expect(sent).toEqual([]);
});

test('many at once are one change, and come back together', () => {
  let changes = 0;
  queue.subscribe(() => {
    changes += 1;
  });
  queue.add('a');
  queue.addAll(['a', 'b', 'c']);
  expect(changes).toBe(2);
  expect(hidden()).toEqual(['a', 'b', 'c']);
  queue.bringBack(['b', 'c']);
  expect(hidden()).toEqual(['a']);
});

test('listeners hear of every change until they leave', () => {
  let changes = 0;
  const leave = queue.subscribe(() => {
    changes += 1;
  });
  queue.add('a');
  queue.undo();
  leave();
  queue.add('b');
  expect(changes).toBe(2);
});
