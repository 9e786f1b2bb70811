import { describe, expect, test } from 'vitest';
import { StoppedClock } from '../../../testing/testClock.ts';
import { providerFacts } from '../../database/providerTables.ts';
import type { Learned } from '../../providers/learnedFacts.ts';
import { fileDatabase } from '../../testing/fileDatabase.ts';
import { testDatabaseKinds } from '../../testing/testDatabases.ts';
import { createProviderFacts } from './providerFacts.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(testDatabaseKinds())('two relays on one $name database', (kind) => {
  const file = fileDatabase(kind, 'facts');

  async function twoRelays() {
    await file.database.db.delete(providerFacts);
    const clock = new StoppedClock();
    const learned: Partial<Learned>[] = [];
    const relay = () =>
      createProviderFacts({
        ...{ db: file.database.db, now: () => clock.now(), provider: 'deerapi', baseUrl: 'https://one' },
        onLearned: (facts) => void learned.push(facts),
        onError: (error) => {
          throw error;
        },
      });
    return { first: relay(), second: relay(), clock, learned };
  }

  test('what one learned the other knows within five seconds', async () => {
    const { first, second, clock } = await twoRelays();
    expect(await second.read()).toMatchObject({ bottomName: null });
    await first.learn({ bottomName: 'down', duplicates: 'refused' });
    expect(await first.read()).toMatchObject({ bottomName: 'down', duplicates: 'refused' });
    expect(await second.read()).toMatchObject({ bottomName: null });
    clock.advance(5000);
    expect(await second.read()).toMatchObject({ bottomName: 'down', duplicates: 'refused' });
  });

  test('a guess of one that has not heard of it takes no proof of the other away', async () => {
    const { first, second, learned } = await twoRelays();
    expect(await second.read()).toMatchObject({ findsExternalId: null });
    await first.learn({ findsExternalId: 'yes' });
    await second.learn({ findsExternalId: 'no', duplicates: 'refused' });
    for (const relay of [first, second]) {
      expect(await relay.read()).toMatchObject({ findsExternalId: 'yes' });
    }
    expect(learned).toEqual([{ findsExternalId: 'yes' }, { duplicates: 'refused' }]);
  });

  test('a proof takes the place of a guess, and what no longer holds is learned anew', async () => {
    const { first, second, clock } = await twoRelays();
    await first.learn({ findsExternalId: 'no' });
    await first.read();
    await second.learn({ findsExternalId: 'yes' });
    expect(await first.read()).toMatchObject({ findsExternalId: 'no' });
    clock.advance(5000);
    expect(await first.read()).toMatchObject({ findsExternalId: 'yes' });
    clock.advance(8 * DAY_MS);
    expect(await first.read()).toMatchObject({ findsExternalId: null });
    await first.learn({ findsExternalId: 'no' });
    expect(await first.read()).toMatchObject({ findsExternalId: 'no' });
  });

  test('what both learn at once is there once', async () => {
    const { first, second, clock } = await twoRelays();
    const facts = { bottomName: 'down', findsExternalId: 'no', duplicates: 'refused' } as const;
    await Promise.all([first, second, first, second].map((relay) => relay.learn(facts)));
    clock.advance(5000);
    for (const relay of [first, second]) expect(await relay.read()).toEqual(facts);
  });
});
