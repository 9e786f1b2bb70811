import type { Db } from '../database/openDatabase.ts';
import type { Lineage } from './rows/joinedTasks.ts';

/** What changes of tasks need. */
export interface StoreDeps {
  readonly db: Db;
  readonly now: () => Date;
  readonly lineage: Lineage | undefined;
}
