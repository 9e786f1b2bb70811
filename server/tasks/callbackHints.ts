import { and, eq, isNull } from 'drizzle-orm';
import { taskStatusSchema } from '../../src/domain/contract.ts';
import type { Db } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { announce, inRevisionOrder, nextRevision, type TaskChange } from './taskChange.ts';
import type { TaskRow } from './taskRow.ts';
import { lookedUpAgain } from './taskStore.ts';

/** Takes what callbacks say as hints: whatever they claim, only the provider's answer to a question counts. */
export class CallbackHints {
  readonly #db: Db;
  readonly #now: () => Date;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Makes the relay ask for a task at once. Repeats and old news do no harm.
   *
   * @param claimedTaskId the provider's own name for the task, as the callback has it
   * @returns false when there is no such task
   */
  take(token: string, claimedTaskId: string | null): Promise<boolean> {
    const now = this.#now();
    return inRevisionOrder(this.#db, async (tx) => {
      const [row] = await tx
        .select()
        .from(tasks)
        .where(and(eq(tasks.callbackToken, token), isNull(tasks.deletedAt)))
        .for('update');
      if (row === undefined) return false;
      const change = hinted(row, claimedTaskId, now);
      if (change === null) return true;
      const [changed] = await tx
        .update(tasks)
        .set({ ...change, revision: nextRevision })
        .where(eq(tasks.id, row.id))
        .returning({ id: tasks.id, revision: tasks.revision });
      if (changed !== undefined) await announce(tx, changed);
      return true;
    });
  }
}

/** What a hint changes; null where nothing is to be learned any more. */
function hinted(row: TaskRow, claimedTaskId: string | null, now: Date): TaskChange | null {
  const trace = row.upstreamTaskId === null ? { hintedTaskId: claimedTaskId ?? row.hintedTaskId } : {};
  switch (taskStatusSchema.parse(row.status)) {
    case 'processing':
      return { hintedAt: now, dueAt: now };
    case 'submitting':
      // Without a request under way there is nothing that a provider could tell.
      return row.slots > 0 ? { ...trace, hintedAt: now, dueAt: now } : null;
    case 'uncertain':
      return { ...trace, ...lookedUpAgain(row, now) };
    default:
      return null;
  }
}
