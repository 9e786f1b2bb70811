import { and, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Db } from '../../database/openDatabase.ts';
import { providerFacts } from '../../database/providerTables.ts';
import { type Learned, type LearnedFacts, NOTHING_LEARNED } from '../../providers/learnedFacts.ts';
import { keptFor } from './keptFor.ts';

const learnedSchema = z.object({
  duplicates: z.enum(['refused', 'accepted']).nullable().catch(null),
  findsExternalId: z.enum(['yes', 'no']).nullable().catch(null),
  bottomName: z.enum(['bottom', 'down']).nullable().catch(null),
});

/** So long what was read is as good as read: every create asks, and other relays learn seldom. */
const FRESH_MS = 5000;
/** Providers change: what was seen longer ago than this is seen anew. */
const HOLDS_MS = 7 * 24 * 60 * 60_000;

interface FactsOptions {
  readonly db: Db;
  readonly now: () => Date;
  readonly provider: ProviderName;
  /** Facts are about a provider at one address. */
  readonly baseUrl: string;
  readonly onLearned: (facts: Partial<Learned>) => void;
  readonly onError: (error: unknown) => void;
}

/** Keeps in the database what a provider was seen to do. */
export function createProviderFacts({
  db,
  now,
  provider,
  baseUrl,
  onLearned,
  onError,
}: FactsOptions): LearnedFacts {
  const nowMs = () => now().getTime();
  const holdsSince = () => new Date(nowMs() - HOLDS_MS);
  const isOurs = and(eq(providerFacts.provider, provider), eq(providerFacts.baseUrl, baseUrl));
  const kept = keptFor(FRESH_MS, nowMs, async (): Promise<Learned> => {
    const rows = await db.select().from(providerFacts).where(isOurs);
    const since = holdsSince();
    const fresh = rows.filter(({ learnedAt }) => learnedAt > since);
    return learnedSchema.parse({
      ...NOTHING_LEARNED,
      ...Object.fromEntries(fresh.map(({ fact, value }) => [fact, value])),
    });
  });
  const write = async (facts: Partial<Learned>): Promise<void> => {
    const learnedAt = now();
    const rows = Object.entries(facts).flatMap(([fact, value]) =>
      value === null ? [] : [{ provider, baseUrl, fact, value, learnedAt }],
    );
    if (rows.length === 0) return;
    const written = await db
      .insert(providerFacts)
      .values(rows)
      .onConflictDoUpdate({
        target: [providerFacts.provider, providerFacts.baseUrl, providerFacts.fact],
        set: { value: sql`excluded.value`, learnedAt: sql`excluded.learned_at` },
        setWhere: mayReplace(holdsSince()),
      })
      .returning({ fact: providerFacts.fact, value: providerFacts.value });
    kept.forget();
    if (written.length > 0) onLearned(Object.fromEntries(written.map(({ fact, value }) => [fact, value])));
  };
  return {
    read: () => kept.get(),
    // What was learned on the way must never cost the outcome that taught it.
    learn: (facts) => write(facts).catch(onError),
  };
}

/**
 * Decided where it is written: what a relay read seconds ago may not be so any more. That our names are never found is
 * a guess from those that were not, which takes the place of nothing that holds: another relay may have seen one found.
 */
function mayReplace(holdsSince: Date): SQL {
  const isGuess = sql`excluded.fact = ${'findsExternalId' satisfies keyof Learned} and excluded.value = 'no'`;
  return sql`not (${isGuess}) or ${providerFacts.learnedAt} <= ${holdsSince.toISOString()}::timestamptz`;
}
