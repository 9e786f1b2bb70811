import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ledgerSchema } from '../../../src/domain/contract/ledger.ts';
import { tasks } from '../../database/schema.ts';
import { Secret } from '../../secret.ts';
import { makeDataFolder } from '../../testing/dataFolder.ts';
import { inlineFinisher } from '../../testing/inlineFinisher.ts';
import { type TestDatabases, testDatabaseKinds } from '../../testing/testDatabases.ts';
import { openTestRelay } from '../../testing/testRelay.ts';
import { purgeDeletedTasks } from '../cleanup/deletedTasks.ts';

const TOKENS = { anna: 'anna-has-a-long-token-1', ben: 'ben-has-a-long-token-22' };
const DAY_MS = 24 * 60 * 60_000;

describe.each(testDatabaseKinds())('what tasks cost, on the $name database', (kind) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await kind.start();
  });
  afterAll(() => databases.stop());

  async function open(name: string, ownTasksOnly = false) {
    const folder = await makeDataFolder();
    const database = await databases.open(folder.path, name);
    const relay = await openTestRelay({
      ...{ database, dataDir: folder.path, finisher: inlineFinisher, ownTasksOnly },
      accessTokens: Object.entries(TOKENS).map(([person, token]) => ({ person, secret: new Secret(token) })),
    });
    onTestFinished(async () => {
      await relay.close();
      await database.close();
      await folder.remove();
    });
    const source = await relay.addSource();
    const add = async (task: Partial<typeof tasks.$inferInsert>, charges: readonly object[] = []) => {
      const id = randomUUID();
      await database.db.insert(tasks).values({
        ...{ id, idempotencyKey: id, requestHash: id, revision: 1, sourceId: source.id, expansion: {} },
        ...{ prompt: '', n: 1, status: 'succeeded', provider: 'deerapi', person: 'anna' },
        ...{ createdAt: new Date('2026-01-31T12:00:00Z'), statusSince: new Date(), ...task },
        charges: charges.map((charge) => ({
          units: null,
          quota: null,
          listPrice: null,
          billing: [],
          ...charge,
        })),
      });
    };
    const ask = (query: string, person: keyof typeof TOKENS = 'anna', path = '') =>
      relay.app.request(`/api/ledger${path}?${query}`, {
        headers: { authorization: `Bearer ${TOKENS[person]}` },
      });
    const read = async (query: string, person: keyof typeof TOKENS = 'anna') =>
      ledgerSchema.parse(await (await ask(query, person)).json());
    return { relay, add, ask, read, db: database.db };
  }

  test('is summed exactly, by days of the time zone, what was told apart from what the price says', async () => {
    const { add, read } = await open('sums');
    await add({ n: 2 }, [{ units: '0.1' }, { units: '0.2' }]);
    await add({ n: 3, planLength: 2, planStep: 1 });
    await add({}, [{ quota: '12345678901234567890.01' }]);
    await add({ provider: 'built-in' }, [{ units: '7' }]);
    // Still January in London, February in Berlin.
    await add({ n: 4, createdAt: new Date('2026-01-31T23:30:00Z') }, [{ units: 'eight' }]);
    await add({ status: 'failed' }, [{ units: '8' }]);
    await add({ status: 'cancelled' });
    await add({ status: 'uncertain' });
    const { rows, total } = await read('by=day&zone=Europe/Berlin');
    const january = { images: 10, units: '8.3', quota: '12345678901234567890.01', statedImages: 4 };
    expect(rows).toEqual([
      expect.objectContaining({ key: '2026-02-01', tasks: 1, units: null, statedImages: 4, open: 0 }),
      expect.objectContaining({ key: '2026-01-31', tasks: 6, ...january }),
    ]);
    expect(rows[1]).toMatchObject({ failedCharged: 1, failedUncharged: 1, open: 1 });
    expect(total).toMatchObject({ tasks: 7, images: 14, units: '8.3', statedImages: 8 });
    expect((await read('by=month&zone=UTC')).rows.map(({ key, tasks }) => [key, tasks])).toEqual([
      ['2026-01', 7],
    ]);
    const february = await read('by=day&zone=Europe/Berlin&from=2026-02-01&to=2026-02-01');
    expect(february.total.tasks).toBe(1);
  });

  test('stays when a task is deleted and forgotten, and is one’s own where tasks are', async () => {
    const { relay, add, read, db } = await open('own', true);
    await add({ deletedAt: new Date(relay.clock.now().getTime() - 8 * DAY_MS) }, [{ units: '5' }]);
    await add({ person: 'ben' }, [{ units: '3' }]);
    await purgeDeletedTasks({ ...relay, now: relay.clock.now });
    expect((await db.select().from(tasks)).map(({ person }) => person)).toEqual(['ben']);
    expect(await read('by=person')).toMatchObject({ rows: [{ key: 'anna', units: '5' }] });
    expect(await read('by=person', 'ben')).toMatchObject({ rows: [{ key: 'ben', units: '3' }] });
  });

  test('is summed by batches too, the latest first, what is in none at the end, also once it is forgotten', async () => {
    const { relay, add, read, ask } = await open('batches');
    const batch = (name: string, day: string) => ({
      ...{ batchId: randomUUID(), batchName: name, createdAt: new Date(`2026-01-${day}T12:00:00Z`) },
    });
    const [first, second] = [batch('Social launch', '10'), batch('Social launch', '20')];
    await add({ ...first, n: 2 }, [{ units: '2' }]);
    await add(
      { ...first, n: 3, deletedAt: new Date(relay.clock.now().getTime() - 8 * DAY_MS), status: 'failed' },
      [{ units: '3' }],
    );
    await add({ ...second, n: 4 });
    await add({});
    const expected = [
      expect.objectContaining({ key: second.batchId, name: 'Social launch', images: 4, statedImages: 4 }),
      expect.objectContaining({ key: first.batchId, name: 'Social launch', tasks: 2, units: '5' }),
      expect.objectContaining({ key: null, name: null, images: 1 }),
    ];
    expect((await read('by=batch')).rows).toEqual(expected);
    await purgeDeletedTasks({ ...relay, now: relay.clock.now });
    expect((await read('by=batch')).rows).toEqual(expected);
    expect(await (await ask('by=batch', 'anna', '/csv')).text()).toContain('\r\nSocial launch,1,4,');
  });

  test('an unknown time zone or group is refused with a sentence, and nothing costs nothing', async () => {
    const { ask, read } = await open('empty');
    expect((await ask('zone=Nowhere/Else')).status).toBe(422);
    expect((await ask('by=moon')).status).toBe(422);
    expect(await read('')).toMatchObject({ rows: [], total: { tasks: 0, units: null } });
    const csv = await ask('by=person', 'anna', '/csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('outframe-costs-by-person.csv');
  });
});
