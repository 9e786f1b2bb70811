interface DeletionState {
  /** Not to be shown: waiting for the end of the delay, or on their way to the relay. */
  readonly hidden: ReadonlySet<string>;
  /** Can still be brought back. */
  readonly waiting: readonly string[];
  /** Why the last one could not be deleted. */
  readonly problem: Error | null;
}

interface DeletionOptions {
  readonly delayMs: number;
  readonly send: (taskId: string) => Promise<void>;
  /** Calls back after a delay; returns what takes that back. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

export interface DeletionQueue {
  readonly current: () => DeletionState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (taskId: string) => void;
  readonly addAll: (taskIds: readonly string[]) => void;
  /** Brings back everything that still waits. */
  readonly undo: () => void;
  /** Brings back some of those. */
  readonly bringBack: (taskIds: readonly string[]) => void;
  /** Holds the delay, while somebody is about to press Undo; `resume` starts it anew. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Sends everything that waits now, by `send` or another way. */
  readonly flush: (send?: (taskId: string) => Promise<void>) => void;
  readonly dismissProblem: () => void;
}

/**
 * Deletes with a second thought: a task disappears at once, is deleted after the delay, and can be brought back in
 * between. One delay for all that wait; each new one starts it anew. What cannot be deleted appears again.
 */
export function createDeletionQueue({ delayMs, send, schedule }: DeletionOptions): DeletionQueue {
  const listeners = new Set<() => void>();
  let waiting: readonly string[] = [];
  let sending: readonly string[] = [];
  let state: DeletionState = { hidden: new Set(), waiting, problem: null };
  let unschedule = () => {};

  function change(next: {
    waiting?: readonly string[];
    sending?: readonly string[];
    problem?: Error | null;
  }) {
    waiting = next.waiting ?? waiting;
    sending = next.sending ?? sending;
    const problem = next.problem === undefined ? state.problem : next.problem;
    state = { hidden: new Set([...waiting, ...sending]), waiting, problem };
    for (const listener of listeners) listener();
  }

  function resume(): void {
    unschedule();
    if (waiting.length > 0) unschedule = schedule(() => flush(), delayMs);
  }

  function addAll(taskIds: readonly string[]): void {
    const fresh = [...new Set(taskIds)].filter((id) => !state.hidden.has(id));
    if (fresh.length === 0) return;
    change({ waiting: [...waiting, ...fresh], problem: null });
    resume();
  }

  function flush(by = send): void {
    unschedule();
    const due = waiting;
    if (due.length === 0) return;
    change({ waiting: [], sending: [...sending, ...due] });
    for (const taskId of due) void sendOne(taskId, by);
  }

  async function sendOne(taskId: string, by: (taskId: string) => Promise<void>): Promise<void> {
    let problem = state.problem;
    try {
      await by(taskId);
    } catch (cause) {
      problem = cause instanceof Error ? cause : new Error(String(cause));
    }
    change({ sending: sending.filter((id) => id !== taskId), problem });
  }

  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (taskId) => addAll([taskId]),
    addAll,
    undo: () => {
      unschedule();
      change({ waiting: [] });
    },
    bringBack: (taskIds) => {
      const back = new Set(taskIds);
      change({ waiting: waiting.filter((id) => !back.has(id)) });
      resume();
    },
    pause: () => unschedule(),
    resume,
    flush,
    dismissProblem: () => change({ problem: null }),
  };
}
