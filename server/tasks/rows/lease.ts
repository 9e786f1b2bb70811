import { and, eq, isNull } from 'drizzle-orm';
import type { TaskStatus } from '../../../src/domain/contract/task.ts';
import { tasks } from '../../database/schema.ts';
import type { StoredTask } from './taskRow.ts';

/** The right to do one step of a task: lost when it is cancelled, deleted, or taken over after the lease ran out. */
export interface Lease {
  readonly taskId: string;
  /** Another one each time that the task is taken, even by the same relay. */
  readonly owner: string;
  readonly status: TaskStatus;
}

export interface LeasedTask {
  readonly lease: Lease;
  readonly task: StoredTask;
  /** Until when nobody else takes it, unless it is renewed. */
  readonly leaseUntil: Date;
}

/** A step was taken away while it was being done; there is nothing to write down. */
export class LeaseLostError extends Error {
  constructor(taskId: string) {
    super(`The lease of task ${taskId} was lost.`);
    this.name = 'LeaseLostError';
  }
}

/** The row of a task, as long as a lease of it stands. */
export function holds(lease: Lease) {
  return and(
    eq(tasks.id, lease.taskId),
    eq(tasks.leaseOwner, lease.owner),
    eq(tasks.status, lease.status),
    isNull(tasks.deletedAt),
  );
}
