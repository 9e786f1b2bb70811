import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Db } from '../../database/openDatabase.ts';
import { providerFacts } from '../../database/providerTables.ts';
import { type Learned, type LearnedFacts, NOTHING_LEARNED } from '../../providers/learnedFacts.ts';

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
  const isOurs = and(eq(providerFacts.provider, provider), eq(providerFacts.baseUrl, baseUrl));
  let last: { readonly learned: Learned; readonly atMs: number } | null = null;
  const read = async (): Promise<Learned> => {
    const rows = await db.select().from(providerFacts).where(isOurs);
    const since = now().getTime() - HOLDS_MS;
    const fresh = rows.filter(({ learnedAt }) => learnedAt.getTime() > since);
    return learnedSchema.parse({
      ...NOTHING_LEARNED,
      ...Object.fromEntries(fresh.map(({ fact, value }) => [fact, value])),
    });
  };
  const write = async (facts: Partial<Learned>): Promise<void> => {
    const learnedAt = now();
    for (const [fact, value] of Object.entries(facts)) {
      if (value === null) continue;
      await db
        .insert(providerFacts)
        .values({ provider, baseUrl, fact, value, learnedAt })
        .onConflictDoUpdate({
          target: [providerFacts.provider, providerFacts.baseUrl, providerFacts.fact],
          set: { value, learnedAt },
        });
    }
    last = null;
    onLearned(facts);
  };
  return {
    read: async () => {
      const atMs = now().getTime();
      const ageMs = atMs - (last?.atMs ?? Number.NEGATIVE_INFINITY);
      if (last === null || ageMs < 0 || ageMs >= FRESH_MS) last = { learned: await read(), atMs };
      return last.learned;
    },
    // What was learned on the way must never cost the outcome that taught it.
    learn: (facts) => write(facts).catch(onError),
  };
}
