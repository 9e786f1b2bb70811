import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { answerError } from '../routes/answerProblem.ts';
import type { RouteEnv } from '../routes/routeContext.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { type TestDatabases, testDatabaseKinds } from '../testing/testDatabases.ts';
import { rateLimits } from './rateLimits.ts';

describe.each(testDatabaseKinds())('two relays on the $name database', (kind) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await kind.start();
  });
  afterAll(() => databases.stop());

  test('count together what changes something, where they share a server', async () => {
    const folder = await makeDataFolder(kind);
    const database = await databases.open(folder.path, 'rates');
    onTestFinished(async () => {
      await database.close();
      await folder.remove();
    });
    const relay = () => {
      const app = new Hono<RouteEnv>();
      app.use(async (context, next) => {
        context.set('logger', pino({ level: 'silent' }));
        context.set('person', context.req.header('person') ?? null);
        await next();
      });
      app.use(rateLimits({ requestsPerMinute: 3, pool: database.pool, now: () => new Date() }));
      app.all('/', (context) => context.text('done'));
      app.onError(answerError);
      return app;
    };
    const [first, second] = [relay(), relay()];
    const ask = async (app: Hono<RouteEnv>, method: string, person: string) =>
      (await app.request('/', { method, headers: { person } })).status;
    for (const app of [first, second, first]) expect(await ask(app, 'POST', 'anna')).toBe(200);
    expect(await ask(second, 'POST', 'anna')).toBe(kind.name === 'postgres' ? 429 : 200);
    expect(await ask(second, 'POST', 'ben')).toBe(200);
    expect(await ask(second, 'GET', 'anna')).toBe(200);
  });
});
