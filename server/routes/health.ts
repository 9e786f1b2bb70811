import { access, constants } from 'node:fs/promises';
import { Hono } from 'hono';
import type { TaskReader } from '../tasks/taskReader.ts';
import type { RouteEnv } from './routeContext.ts';

export interface HealthParts {
  readonly reader: TaskReader;
  readonly dataDir: string;
}

/** `health` says that the process lives, `ready` that it can work. */
export function healthRoutes({ reader, dataDir }: HealthParts): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  routes.get('/health', (context) => context.json({ status: 'ok' }));
  routes.get('/ready', async (context) => {
    const checks = {
      database: await succeeds(reader.latestRevision()),
      dataFolder: await succeeds(access(dataDir, constants.W_OK)),
    };
    const isReady = checks.database && checks.dataFolder;
    return context.json({ status: isReady ? 'ok' : 'not-ready', checks }, isReady ? 200 : 503);
  });
  return routes;
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch {
    return false;
  }
}
