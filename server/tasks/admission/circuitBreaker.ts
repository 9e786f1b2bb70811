import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type TaskProblem, taskProblemSchema } from '../../../src/domain/contract/problem.ts';
import { type ProviderName, providerNameSchema } from '../../../src/domain/contract/provider.ts';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { isDatabaseAway } from '../../database/databaseError.ts';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { providerStops } from '../../database/providerTables.ts';
import { tasks } from '../../database/schema.ts';
import type { Provider } from '../../providers/Provider.ts';
import { announced, inRevisionOrder, nextRevision } from '../rows/taskChange.ts';

export const PROVIDER_CHANNEL = 'outframe_providers';

/** A provider that refuses everything until somebody mends the key or the account. */
export interface ProviderStop {
  readonly problem: TaskProblem;
  readonly since: Date;
  readonly nextTryAt: Date;
}

/** In place of an outcome, where the call was not made or was refused like all others will be. */
export interface Stopped {
  readonly kind: 'stopped';
  readonly problem: TaskProblem;
  readonly until: Date;
  /** Whether this very call was refused, and so surely had no effect. */
  readonly wasAsked: boolean;
}

interface CircuitBreakerDeps {
  readonly db: Db;
  readonly now: () => Date;
  /** 0 to below 1. */
  readonly random: () => number;
}

type Outcome = { readonly kind: string; readonly problem?: TaskProblem };

const stopSchema = z.object({
  provider: providerNameSchema,
  problem: taskProblemSchema,
  since: z.date(),
  nextTryAt: z.date(),
});
/** What concerns every task of a provider alike. */
const STOPPING_CODES: readonly ProblemCode[] = [
  'upstream-unauthorized',
  'upstream-not-permitted',
  'upstream-account',
];
const FIRST_TRY_MS = 5000;
const MAX_TRY_MS = 5 * 60_000;
/** How long others wait for the one that tries: it may be killed meanwhile. */
const TRY_MS = 15_000;
/** A try that told nothing about the key is soon followed by another. */
const NEXT_TRY_MS = 2000;

/**
 * Circuit breaker: keeps tasks from asking a provider that refuses its key or account: the first refusal trips the breaker, one call at a
 * time is let through to probe whether that was mended (half-open), and the first that is not refused resets it for all.
 */
export class CircuitBreaker {
  readonly #parts: CircuitBreakerDeps;
  #stops: ReadonlyMap<ProviderName, ProviderStop> = new Map();
  /** What was read later counts, however long reading took. */
  #loads = 0;
  #lastLoad = 0;

  constructor(parts: CircuitBreakerDeps) {
    this.#parts = parts;
  }

  /** Reads what all relays know; to be called at the start and whenever the channel says so. */
  async load(): Promise<void> {
    this.#loads += 1;
    const load = this.#loads;
    const rows = await this.#parts.db.select().from(providerStops);
    if (load < this.#lastLoad) return;
    this.#lastLoad = load;
    const stops = rows.flatMap((row) => stopSchema.safeParse(row).data ?? []);
    this.#stops = new Map(stops.map((stop) => [stop.provider, stop]));
  }

  stopOf(name: ProviderName): ProviderStop | null {
    return this.#stops.get(name) ?? null;
  }

  /** Makes a call, unless the provider is stopped. */
  async call<T extends Outcome>(provider: Provider, request: () => Promise<T>): Promise<T | Stopped> {
    const { name } = provider.description;
    const isProbe = this.#stops.has(name) && (await this.#claimProbe(name));
    // Somebody else tries at this moment: how long that may take stands in the database.
    if (!isProbe && (this.stopOf(name)?.nextTryAt ?? this.#parts.now()) < this.#parts.now())
      await this.load();
    const stop = this.stopOf(name);
    if (stop !== null && !isProbe) {
      return { kind: 'stopped', problem: stop.problem, until: stop.nextTryAt, wasAsked: false };
    }
    const outcome = await request();
    const { problem } = outcome;
    if (outcome.kind === 'refused' && problem !== undefined && STOPPING_CODES.includes(problem.code)) {
      const soon = new Date(this.#parts.now().getTime() + FIRST_TRY_MS);
      const until = await unlessAway(this.#trip(name, problem, isProbe), soon);
      return { kind: 'stopped', problem, until, wasAsked: true };
    }
    if (isProbe)
      await unlessAway(tellsOfKey(outcome) ? this.#reset(name) : this.#probeAgainSoon(name), undefined);
    return outcome;
  }

  /** Somebody says that it was mended: the waiting tasks try at once. */
  async probeNow(name: ProviderName): Promise<void> {
    const now = this.#parts.now();
    await this.#parts.db.transaction(async (tx) => {
      await tx
        .update(providerStops)
        .set({ nextTryAt: now, refusals: 0 })
        .where(eq(providerStops.provider, name));
      await tx.update(tasks).set({ dueAt: now }).where(waitingFor(name));
      await tell(tx);
    });
    await this.load();
  }

  /** Forgets every stop: settings may have changed. */
  async reset(): Promise<void> {
    for (const name of this.#stops.keys()) await this.#reset(name);
  }

  /** Whether this call is the one that is let through. */
  async #claimProbe(name: ProviderName): Promise<boolean> {
    const now = this.#parts.now();
    const claimed = await this.#parts.db
      .update(providerStops)
      .set({ nextTryAt: new Date(now.getTime() + TRY_MS) })
      .where(and(eq(providerStops.provider, name), lte(providerStops.nextTryAt, now)))
      .returning({ provider: providerStops.provider });
    return claimed.length > 0;
  }

  async #probeAgainSoon(name: ProviderName): Promise<void> {
    const nextTryAt = new Date(this.#parts.now().getTime() + NEXT_TRY_MS);
    await this.#parts.db.update(providerStops).set({ nextTryAt }).where(eq(providerStops.provider, name));
  }

  /** When the next try is. Calls that were under way together count as one refusal. */
  async #trip(name: ProviderName, problem: TaskProblem, isProbe: boolean): Promise<Date> {
    const now = this.#parts.now();
    const until = await this.#parts.db.transaction(async (tx) => {
      const [before] = await tx
        .select()
        .from(providerStops)
        .where(eq(providerStops.provider, name))
        .for('update');
      if (before !== undefined && !isProbe) return before.nextTryAt;
      const refusals = (before?.refusals ?? 0) + 1;
      const longest = Math.min(MAX_TRY_MS, FIRST_TRY_MS * 2 ** Math.min(refusals - 1, 10));
      const nextTryAt = new Date(now.getTime() + Math.round(longest * (1 + this.#parts.random()) * 0.5));
      const stop = { problem, refusals, nextTryAt };
      await tx
        .insert(providerStops)
        .values({ ...stop, provider: name, since: now })
        .onConflictDoUpdate({ target: providerStops.provider, set: stop });
      await tell(tx);
      return nextTryAt;
    });
    // What this relay did it does not wait to be told.
    await this.load();
    return until;
  }

  /** Time that was spent waiting does not count against the deadlines. */
  async #reset(name: ProviderName): Promise<void> {
    const now = this.#parts.now();
    await inRevisionOrder(this.#parts.db, async (tx) => {
      await tx.delete(providerStops).where(eq(providerStops.provider, name));
      await tx
        .update(tasks)
        .set({ dueAt: now, statusSince: now, attempts: 0, waiting: null, revision: nextRevision })
        .where(waitingFor(name))
        .returning(announced);
      await tell(tx);
    });
    await this.load();
  }
}

/** An answer may be worth money: it is not lost for want of a database that would remember what it says of the key. */
async function unlessAway<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return otherwise;
  }
}

/** Whether an outcome shows that the key was let in: trouble on the way shows nothing. */
function tellsOfKey({ kind, problem }: Outcome): boolean {
  if (kind !== 'retry-later' && kind !== 'ambiguous') return true;
  return problem?.code === 'upstream-rate-limited';
}

function waitingFor(name: ProviderName) {
  return and(
    eq(tasks.provider, name),
    isNull(tasks.deletedAt),
    inArray(tasks.status, ['submitting', 'processing']),
    inArray(sql`${tasks.waiting} ->> 'code'`, [...STOPPING_CODES]),
  );
}

async function tell(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_notify(${PROVIDER_CHANNEL}, '')`);
}
