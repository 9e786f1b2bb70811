import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { ProviderTime } from '../../../src/domain/contract/lists.ts';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';

/** So many of a provider's latest tasks are looked at. */
const LATEST = 60;
/** So many of them, or of those with one number of images, tell how long the next one takes. */
const RUNS = 20;
/** Fewer with one number of images say less than all of them together. */
const MIN_ALIKE = 3;

/**
 * How long the latest tasks of each provider took that ended well: of any number of images, and by number. Only those
 * that one request was enough for and that nobody had to try again: others took as long as people did.
 */
export async function readProviderTimes(db: Db, providers: Iterable<ProviderName>): Promise<ProviderTime[]> {
  const times: ProviderTime[] = [];
  for (const provider of providers) {
    const rows = await db
      .select({ n: tasks.n, createdAt: tasks.createdAt, endedAt: tasks.endedAt })
      .from(tasks)
      .where(
        and(
          eq(tasks.provider, provider),
          eq(tasks.status, 'succeeded'),
          isNull(tasks.deletedAt),
          isNotNull(tasks.endedAt),
          isNull(tasks.planLength),
          eq(tasks.retries, 0),
        ),
      )
      .orderBy(desc(tasks.createdAt), desc(tasks.id))
      .limit(LATEST);
    const runs = rows.map(({ n, createdAt, endedAt }) => ({
      n,
      tookMs: Math.max(0, (endedAt ?? createdAt).getTime() - createdAt.getTime()),
    }));
    const all = spread(runs);
    if (all !== null) times.push({ provider, n: null, ...all });
    for (const n of new Set(runs.map((run) => run.n))) {
      const alike = runs.filter((run) => run.n === n);
      const known = alike.length < MIN_ALIKE ? null : spread(alike);
      if (known !== null) times.push({ provider, n, ...known });
    }
  }
  return times;
}

/** @param runs the latest first */
function spread(runs: readonly { readonly tookMs: number }[]): Omit<ProviderTime, 'provider' | 'n'> | null {
  const sorted = runs
    .slice(0, RUNS)
    .map(({ tookMs }) => tookMs)
    .toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  if (sorted.length === 0) return null;
  return { lowMs: at(0.25), medianMs: at(0.5), highMs: at(0.75), runs: sorted.length };
}
