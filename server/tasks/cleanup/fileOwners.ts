import { and, eq, gte, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../../database/openDatabase.ts';
import { planSteps, results, tasks } from '../../database/schema.ts';
import { dropDeleted } from '../rows/ledger.ts';

/** What rows tell of files: whose they are, and which of them are left from what was deleted. */
export class FileOwners {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Those of some submits that tasks, or steps of their plans, still have. */
  async presentSubmits(names: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .select({ name: tasks.externalTaskId })
      .from(tasks)
      .where(and(inArray(tasks.externalTaskId, [...names]), isNull(tasks.deletedAt)));
    const steps = await this.#db
      .select({ name: planSteps.externalTaskId })
      .from(planSteps)
      .innerJoin(tasks, eq(tasks.id, planSteps.taskId))
      .where(and(inArray(planSteps.externalTaskId, [...names]), isNull(tasks.deletedAt)));
    return new Set([...rows, ...steps].flatMap(({ name }) => name ?? []));
  }

  /** The last submits of deleted tasks, and those of their plans' steps, that ended since a moment: their files may still be there. */
  async deletedSubmits(endedSince: Date): Promise<readonly string[]> {
    const rows = await this.#db
      .select({ externalTaskId: tasks.externalTaskId })
      .from(tasks)
      .where(
        and(isNotNull(tasks.deletedAt), isNotNull(tasks.externalTaskId), gte(tasks.endedAt, endedSince)),
      );
    const steps = await this.#db
      .select({ externalTaskId: planSteps.externalTaskId })
      .from(planSteps)
      .innerJoin(tasks, eq(tasks.id, planSteps.taskId))
      .where(and(isNotNull(tasks.deletedAt), gte(tasks.endedAt, endedSince)));
    return [...rows, ...steps].flatMap(({ externalTaskId }) => externalTaskId ?? []);
  }

  /** Results that were deleted one by one since a moment: their files may still be there. */
  async resultsDeletedSince(moment: Date): Promise<readonly string[]> {
    const rows = await this.#db
      .select({ id: results.id })
      .from(results)
      .where(gte(results.deletedAt, moment));
    return rows.map(({ id }) => id);
  }

  async dropResults(resultIds: readonly string[]): Promise<void> {
    await this.#db.delete(results).where(inArray(results.id, [...resultIds]));
  }

  /** Forgets deleted tasks for good, but what they cost. */
  async dropDeletedBefore(moment: Date): Promise<void> {
    await dropDeleted(this.#db, moment);
  }
}
