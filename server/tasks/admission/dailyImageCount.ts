import { and, eq, lte, sql } from 'drizzle-orm';
import { ProblemError } from '../../../src/domain/problem.ts';
import { dailyImages } from '../../database/costTables.ts';
import type { Db, Tx } from '../../database/openDatabase.ts';

/** So many paid images may a person ask for in a day (UTC); or everybody together, with `*` for the person. */
export interface DailyLimit {
  readonly person: string;
  readonly most: number;
}

/** Names of people hold no star. */
export const EVERYBODY = '*';

export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/**
 * Counts images within every limit, or within none.
 *
 * @throws ProblemError that says what is left, and when there is more again.
 */
export async function takeImages(
  db: Db,
  limits: readonly DailyLimit[],
  { day, n }: { day: string; n: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const limit of limits) await take(tx, limit, { day, n });
  });
}

export async function giveImagesBack(
  db: Db,
  limits: readonly DailyLimit[],
  { day, n }: { day: string; n: number },
): Promise<void> {
  for (const { person } of limits) {
    await db
      .update(dailyImages)
      .set({ images: sql`${dailyImages.images} - ${n}` })
      .where(and(eq(dailyImages.day, day), eq(dailyImages.person, person)));
  }
}

async function take(tx: Tx, limit: DailyLimit, { day, n }: { day: string; n: number }): Promise<void> {
  const { person, most } = limit;
  const sum = sql`${dailyImages.images} + ${n}`;
  const taken =
    n > most
      ? []
      : await tx
          .insert(dailyImages)
          .values({ day, person, images: n })
          .onConflictDoUpdate({
            target: [dailyImages.day, dailyImages.person],
            set: { images: sum },
            setWhere: lte(sum, most),
          })
          .returning({ images: dailyImages.images });
  if (taken.length > 0) return;
  const [row] = await tx
    .select()
    .from(dailyImages)
    .where(and(eq(dailyImages.day, day), eq(dailyImages.person, person)));
  const left = most - (row?.images ?? 0);
  throw new ProblemError('daily-images-used-up', {
    detail: left > 0 ? leftLabel(left, limit) : usedUpLabel(limit),
    liftsAt: new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000),
  });
}

function usedUpLabel({ person, most }: DailyLimit): string {
  const whose = person === EVERYBODY ? `The ${most}` : `Your ${most}`;
  return `${whose} paid images for today are used up. The built-in engine is free and goes on.`;
}

function leftLabel(left: number, { person, most }: DailyLimit): string {
  const images = left === 1 ? '1 image is' : `${left} images are`;
  const whose = person === EVERYBODY ? `today's ${most}` : `your ${most}`;
  const today = person === EVERYBODY ? '' : ' for today';
  return `Of ${whose} paid images${today} only ${images} left. Ask for fewer, or choose the built-in engine, which is free.`;
}
