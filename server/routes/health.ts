import { access, constants } from 'node:fs/promises';
import { Hono } from 'hono';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { Readiness } from '../../src/domain/contract/readiness.ts';
import type { Database } from '../database/openDatabase.ts';
import type { Provider } from '../providers/Provider.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import type { CircuitBreaker } from '../tasks/admission/circuitBreaker.ts';
import type { DiskRoomDeps } from './diskRoom.ts';
import type { RouteEnv } from './routeContext.ts';

export interface HealthDeps extends DiskRoomDeps {
  readonly database: Pick<Database, 'check'>;
  readonly dataDir: string;
  readonly store: ImageStore;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly circuitBreaker: CircuitBreaker;
}

/** Is written and removed to see whether there is room. */
const PROBE_BYTES = 64 * 1024;
/** A database that takes longer is as good as gone. */
const PATIENCE_MS = 3000;

/**
 * `health` says that the process lives, `ready` that it can work. A provider that refuses the key makes it degraded
 * and not unready: what was made is still served, and the built-in engine goes on.
 */
/** Answers whoever asks, by whatever name: it says nothing but that the process lives. */
export function aliveRoute(): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get('/', (context) => context.json({ status: 'ok' }));
}

export function readyRoute(parts: HealthDeps): Hono<RouteEnv> {
  const { database, dataDir, store, providers, circuitBreaker } = parts;
  const routes = new Hono<RouteEnv>();
  routes.get('/', async (context) => {
    const [isDatabaseThere, dataFolder, disk, storage] = await Promise.all([
      succeeds(database.check()),
      succeeds(access(dataDir, constants.W_OK)),
      succeeds(requireRoom(parts)),
      succeeds(store.check()),
    ]);
    const names = [...providers.keys()].filter((name) => name !== 'built-in');
    const working = names.map((name) => [name, circuitBreaker.stopOf(name) === null] as const);
    const canWork = isDatabaseThere && dataFolder && disk && storage;
    const isWhole = working.every(([, works]) => works);
    const readiness: Readiness = {
      status: canWork ? (isWhole ? 'ok' : 'degraded') : 'not-ready',
      checks: {
        database: isDatabaseThere,
        dataFolder,
        disk,
        storage,
        providers: Object.fromEntries(working),
      },
    };
    return context.json(readiness, canWork ? 200 : 503);
  });
  return routes;
}

/** Figures alone may lie: of a quota nothing is known before somebody writes. */
async function requireRoom({ freeBytes, minFreeBytes, store }: HealthDeps): Promise<void> {
  const free = await freeBytes();
  if (free <= 0 || free < minFreeBytes) throw new Error('The disk is full.');
  const file = store.temporaryPath();
  try {
    const handle = await store.openToWrite(file);
    try {
      await handle.writeFile(Buffer.alloc(PROBE_BYTES, 1));
    } finally {
      await handle.close();
    }
  } finally {
    await store.discard(file);
  }
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
