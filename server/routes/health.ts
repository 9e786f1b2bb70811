import { access, constants } from 'node:fs/promises';
import { Hono } from 'hono';
import type { ProviderName, Readiness } from '../../src/domain/contract.ts';
import type { ImageStore } from '../images/imageStore.ts';
import type { Provider } from '../providers/Provider.ts';
import type { ProviderGate } from '../tasks/providerGate.ts';
import type { TaskReader } from '../tasks/taskReader.ts';
import type { DiskRoomParts } from './diskRoom.ts';
import type { RouteEnv } from './routeContext.ts';

export interface HealthParts extends DiskRoomParts {
  readonly reader: TaskReader;
  readonly dataDir: string;
  readonly store: ImageStore;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly gate: ProviderGate;
}

/** A database that takes longer is as good as gone. */
const PATIENCE_MS = 3000;

/**
 * `health` says that the process lives, `ready` that it can work. A provider that refuses the key makes it degraded
 * and not unready: what was made is still served, and the built-in engine goes on.
 */
export function healthRoutes(parts: HealthParts): Hono<RouteEnv> {
  const { reader, dataDir, store, providers, gate } = parts;
  const routes = new Hono<RouteEnv>();
  routes.get('/health', (context) => context.json({ status: 'ok' }));
  routes.get('/ready', async (context) => {
    const [database, dataFolder, disk, storage] = await Promise.all([
      succeeds(reader.latestRevision()),
      succeeds(access(dataDir, constants.W_OK)),
      succeeds(requireRoom(parts)),
      succeeds(store.check()),
    ]);
    const names = [...providers.keys()].filter((name) => name !== 'built-in');
    const working = names.map((name) => [name, gate.stopOf(name) === null] as const);
    const canWork = database && dataFolder && disk && storage;
    const isWhole = working.every(([, works]) => works);
    const readiness: Readiness = {
      status: canWork ? (isWhole ? 'ok' : 'degraded') : 'not-ready',
      checks: { database, dataFolder, disk, storage, providers: Object.fromEntries(working) },
    };
    return context.json(readiness, canWork ? 200 : 503);
  });
  return routes;
}

async function requireRoom({ freeBytes, minFreeBytes }: DiskRoomParts): Promise<void> {
  if ((await freeBytes()) < minFreeBytes) throw new Error('The disk is full.');
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
