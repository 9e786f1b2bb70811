import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { lookAt, submitTo } from '../testing/relayCalls.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';

/** Often enough to fall into each restart, and not a load of its own. */
const ASK_EVERY_MS = 20;

const postgres = testDatabaseKinds().find(({ name }) => name === 'postgres');

test.skipIf(postgres === undefined).each([
  ['refused', 'refused'],
  ['accepted', 'accepted'],
  ['accepted', 'unknown'],
] as const)(
  'a relay outlives restarts of its Postgres: 503 meanwhile, and every task ends, paid once (repeats %s, said to be %s)',
  async (repeats, said) => {
    if (postgres === undefined) throw new Error('There is no Postgres.');
    const databases = await postgres.start({ isOwn: true });
    onTestFinished(databases.stop);
    const upstream = await startFakeUpstream({ exact: true, repeats, timing: { polls: 1_000_000 } });
    onTestFinished(() => upstream.close());
    const relay = await RelayProcess.launch({
      ...(await databases.settings('restarts')),
      DATA_DIR: await dataFolder(postgres),
      DEERAPI_KEY: upstream.key,
      PROVIDER_BASE_URL: upstream.url,
      ...(said === 'unknown' ? {} : { PROVIDER_DUPLICATES: said }),
      LOG_LEVEL: 'warn',
    });
    onTestFinished(() => relay.dispose());
    const tasks = await Promise.all(Array.from({ length: 6 }, () => submitTo(relay.url)));
    const statuses = new Set<number>();
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        statuses.add((await fetch(`${relay.url}/api/tasks`)).status);
        await pause(ASK_EVERY_MS);
      }
    })();
    for (const mode of ['immediate', 'fast', 'immediate'] as const) await databases.restart(mode);
    upstream.finishAtPoll(1);
    for (const { id } of tasks) {
      await waitUntil('a task to succeed', async () => {
        // While it is not back there is no task to be seen.
        const task = await lookAt(relay.url, id).catch(() => null);
        return task?.status === 'succeeded';
      });
    }
    isOver = true;
    await asking;
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(statuses).toContain(503);
    await waitUntil('the relay to be ready', async () => (await fetch(`${relay.url}/api/ready`)).ok);
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual(tasks.map(() => 1));
  },
);
