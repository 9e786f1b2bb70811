import { and, asc, eq, gt, isNull, max } from 'drizzle-orm';
import type { LedgerQuery } from '../../../src/domain/contract/ledger.ts';
import type { OutlinePage, ProviderTime } from '../../../src/domain/contract/lists.ts';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Task, TaskPage } from '../../../src/domain/contract/task.ts';
import type { Db } from '../../database/openDatabase.ts';
import { planSteps, results, tasks } from '../../database/schema.ts';
import { EVERYBODYS, type Lineage, loadJoinedTasks } from './joinedTasks.ts';
import { type LedgerSums, readLedger } from './ledger.ts';
import { loadOutlines } from './outlines.ts';
import { type Owner, ownedBy } from './owner.ts';
import { pageOfIds, type WantedPage } from './pageOfIds.ts';
import { readProviderTimes } from './providerTimes.ts';
import { submitOf } from './resultFiles.ts';
import { type StoredTask, toStoredTask, toTask } from './taskRow.ts';
import { readTypedFormats } from './typedFormats.ts';

/** A change since some revision: the task as it is now, or null when it was deleted. */
export interface TaskNews {
  readonly id: string;
  readonly revision: number;
  readonly task: Task | null;
  /** Whose it is; null where nobody signs in. */
  readonly person: string | null;
}

/** A result together with what its files are named after. */
export interface FoundResult {
  readonly id: string;
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** Of its task. */
  readonly sourceName: string | null;
  readonly formatId: string | null;
}

/** Reads tasks for showing them. */
export class TaskReader {
  readonly #db: Db;
  readonly #lineage: Lineage;

  constructor(db: Db, lineage: Lineage = EVERYBODYS) {
    this.#db = db;
    this.#lineage = lineage;
  }

  async find(id: string, owner?: Owner): Promise<Task | null> {
    const [parts] = await loadJoinedTasks(this.#db, [id], this.#lineage);
    if (parts === undefined || parts.task.deletedAt !== null) return null;
    return owner === undefined || parts.task.person === owner ? toTask(parts) : null;
  }

  /** A task as the relay works on it. */
  async findStored(id: string, owner?: Owner): Promise<StoredTask | null> {
    const [parts] = await loadJoinedTasks(this.#db, [id], this.#lineage);
    if (parts === undefined || parts.task.deletedAt !== null) return null;
    return owner === undefined || parts.task.person === owner ? toStoredTask(parts) : null;
  }

  async findResult(id: string, owner?: Owner): Promise<FoundResult | null> {
    const [row] = await this.#db
      .select({
        ...{ id: results.id, index: results.index, width: results.width, height: results.height },
        ...{ sourceName: tasks.sourceName, formatId: tasks.formatId },
      })
      .from(results)
      .innerJoin(tasks, eq(tasks.id, results.taskId))
      .where(and(eq(results.id, id), isNull(results.deletedAt), isNull(tasks.deletedAt), ownedBy(owner)));
    return row ?? this.#findStepPicture(id, owner);
  }

  /** What a step of a plan came to is looked at as a result is. */
  async #findStepPicture(id: string, owner?: Owner): Promise<FoundResult | null> {
    const [row] = await this.#db
      .select({
        ...{ index: planSteps.index, width: planSteps.width, height: planSteps.height },
        sourceName: tasks.sourceName,
      })
      .from(planSteps)
      .innerJoin(tasks, eq(tasks.id, planSteps.taskId))
      .where(and(eq(planSteps.externalTaskId, submitOf(id)), isNull(tasks.deletedAt), ownedBy(owner)));
    return row === undefined ? null : { id, ...row, formatId: null };
  }

  /** The task that a result belongs to. */
  async findByResult(id: string, owner?: Owner): Promise<Task | null> {
    const [row] = await this.#db
      .select({ taskId: results.taskId })
      .from(results)
      .where(and(eq(results.id, id), isNull(results.deletedAt)));
    return row === undefined ? null : this.find(row.taskId, owner);
  }

  /** Newest first. */
  async page(wanted: WantedPage): Promise<TaskPage> {
    const { ids, nextCursor } = await pageOfIds(this.#db, wanted);
    const parts = await loadJoinedTasks(this.#db, ids, this.#lineage);
    return { tasks: parts.filter(({ task }) => task.deletedAt === null).map(toTask), nextCursor };
  }

  /** The same order with no more than a list of thousands needs of each task. */
  async outlinePage(wanted: WantedPage): Promise<OutlinePage> {
    const { ids, nextCursor } = await pageOfIds(this.#db, wanted);
    return { tasks: await loadOutlines(this.#db, ids, wanted), nextCursor };
  }

  /** What tasks cost, summed up. */
  ledger(wanted: LedgerQuery & { readonly owner?: Owner }): Promise<LedgerSums> {
    return readLedger(this.#db, wanted);
  }

  /**
   * What changed after a revision, oldest change first, and the revision up to which it is told. A task that changes
   * once more while it is read is left out: it comes behind those that changed before it did, under its new revision.
   */
  async newsSince(
    revision: number,
    limit: number,
  ): Promise<{ news: TaskNews[]; upTo: number; isAll: boolean }> {
    const rows = await this.#db
      .select({ id: tasks.id, revision: tasks.revision })
      .from(tasks)
      .where(gt(tasks.revision, revision))
      .orderBy(asc(tasks.revision))
      .limit(limit);
    const upTo = rows.at(-1)?.revision ?? revision;
    const news = await this.news(rows.map(({ id }) => id));
    return { news: news.filter((item) => item.revision <= upTo), upTo, isAll: rows.length < limit };
  }

  /** How these tasks are now, oldest change first. */
  async news(ids: readonly string[]): Promise<TaskNews[]> {
    const parts = await loadJoinedTasks(this.#db, ids, this.#lineage);
    return parts
      .map((part) => ({
        id: part.task.id,
        revision: part.task.revision,
        person: part.task.person,
        task: part.task.deletedAt === null ? toTask(part) : null,
      }))
      .toSorted((a, b) => a.revision - b.revision);
  }

  providerTimes(providers: Iterable<ProviderName>): Promise<ProviderTime[]> {
    return readProviderTimes(this.#db, providers);
  }

  typedFormats(owner?: Owner): Promise<string[]> {
    return readTypedFormats(this.#db, ownedBy(owner));
  }

  async latestRevision(): Promise<number> {
    const [row] = await this.#db.select({ latest: max(tasks.revision) }).from(tasks);
    return row?.latest ?? 0;
  }
}
