import { and, eq, isNull } from 'drizzle-orm';
import { taskStatusSchema } from '../../src/domain/contract/task.ts';
import type { Db } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { announced, inRevisionOrder, nextRevision, type TaskChange } from './rows/taskChange.ts';
import type { TaskRow } from './rows/taskRow.ts';
import { lookedUpAgain } from './steps/retryChange.ts';

/** Takes what callbacks say as hints: whatever they claim, only the provider's answer to a question counts. */
export class CallbackHints {
  readonly #db: Db;
  readonly #now: () => Date;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** Whether some task has this token. Holds nobody up, unlike `take`. */
  async knows(token: string): Promise<boolean> {
    const [row] = await this.#db
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(eq(tasks.callbackToken, token), isNull(tasks.deletedAt)));
    return row !== undefined;
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
      await tx
        .update(tasks)
        .set({ ...change, revision: nextRevision })
        .where(eq(tasks.id, row.id))
        .returning(announced);
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
      return row.sentAt !== null ? { ...trace, hintedAt: now, dueAt: now } : null;
    case 'uncertain':
      return { ...trace, ...lookedUpAgain(row, now) };
    case 'failed':
      // Over on the provider's word that it has no such task, which it takes back now.
      return isDenied(row) ? { ...trace, ...lookedUpAgain(row, now) } : null;
    default:
      return null;
  }
}

function isDenied({ sentAt, upstreamTaskId }: TaskRow): boolean {
  return sentAt !== null && upstreamTaskId === null;
}
