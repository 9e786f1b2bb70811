import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import type { Source } from '../../src/domain/contract/source.ts';
import type { Task, TaskStatus } from '../../src/domain/contract/task.ts';
import type { TaskRequestInput } from '../../src/domain/contract/taskRequest.ts';
import { taskRequestSchema } from '../../src/domain/contract/taskRequest.ts';
import { type MovableClock, TestClock } from '../../testing/testClock.ts';
import { testJpeg } from '../../testing/testImages.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import type { AccessToken } from '../access/accessToken.ts';
import { LOOPBACK_RANGES } from '../access/addressRange.ts';
import type { Database } from '../database/openDatabase.ts';
import type { UpstreamCall } from '../providers/kling/klingCalls.ts';
import type { KlingPreset } from '../providers/kling/klingPreset.ts';
import { createRelayParts, type RelayOverrides } from '../relayParts.ts';
import { Secret } from '../secret.ts';
import { readSettings, type Settings, type UsageLimits } from '../settings.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import { createSourceStore } from '../sources/sourceStore.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import type { ImageStore, TemporaryFiles } from '../storage/imageStore.ts';
import { planOf } from '../tasks/admission/planOf.ts';

export interface TestRelayOptions
  extends Pick<
    RelayOverrides,
    'pace' | 'finisher' | 'freeBytes' | 'trustedUrl' | 'heartbeatMs' | 'maxNapMs' | 'timeoutSignal'
  > {
  readonly database: Database;
  readonly dataDir: string;
  /** The paid provider's address and key; without them there is only the built-in one. */
  readonly upstream?: { readonly url: string; readonly key: string };
  /** Changes of the paid provider's preset. */
  readonly preset?: Partial<KlingPreset>;
  readonly publicUrl?: string;
  readonly callbackSecret?: string;
  readonly openToWrite?: TemporaryFiles['openToWrite'];
  /** Instead of one in the data folder. */
  readonly store?: ImageStore;
  readonly clock?: MovableClock;
  readonly accessTokens?: readonly AccessToken[];
  readonly ownTasksOnly?: boolean;
  readonly limits?: Partial<UsageLimits>;
  readonly minFreeBytes?: number;
  readonly retentionDays?: number;
}

type RelayParts = Awaited<ReturnType<typeof createRelayParts>>;
type Awaitable<T> = Promise<T | null | undefined | false> | T | null | undefined | false;

/** More than any task takes to its end. */
const MAX_ROUNDS = 2000;

export type TestRelay = Awaited<ReturnType<typeof openTestRelay>>;

/** The relay's own parts, with a clock that can be put forward and no port. */
export async function openTestRelay(options: TestRelayOptions) {
  const { database, dataDir, clock = new TestClock() } = options;
  const openToWrite = options.openToWrite === undefined ? {} : { openToWrite: options.openToWrite };
  const store = options.store ?? (await openDiskStore({ dataDir, ...openToWrite }));
  const settings = testSettings(options);
  const sources = createSourceStore(database.db);
  const calls: UpstreamCall[] = [];
  const parts = await createRelayParts({
    ...{ settings, database, store, sources, logger: pino({ level: 'silent' }), builtAppDir: dataDir },
    ...{ now: clock.now, random: () => 0.5 },
    pace: options.pace ?? { delayMs: () => 20, deadlineMs: 15 * 60_000 },
    trustedUrl: options.trustedUrl ?? null,
    onCall: (call) => calls.push(call),
    ...given(options),
  });
  const { reader, runner, tasks } = parts;

  const addSource = async (file?: Buffer): Promise<Source> => {
    const bytes = file ?? (await testJpeg());
    const body = Readable.toWeb(Readable.from([bytes])) as ReadableStream<Uint8Array>;
    const source = await receiveSource(store, { body, contentLength: bytes.byteLength });
    await sources.keep(source, clock.now());
    return source;
  };

  const runUntil = createRunUntil(parts, clock);

  return {
    ...parts,
    ...{ clock, calls, addSource, runUntil },
    /** As `runUntil`, until the task is in a state. */
    runTo: (id: string, ...statuses: TaskStatus[]): Promise<Task> =>
      runUntil(`task in ${statuses.join(' or ')}`, async () => {
        const task = await reader.find(id);
        return task !== null && statuses.includes(task.status) ? task : null;
      }),
    /** A queued task on a fresh or given source. */
    submit: async (request: Partial<TaskRequestInput> = {}): Promise<Task> => {
      const added = request.sourceId === undefined ? await addSource() : await sources.find(request.sourceId);
      if (added === null) throw new Error('There is no such source.');
      const expansion = { up: 0.25, right: 0.5, bottom: 0, left: 0.1 };
      const parsed = taskRequestSchema.parse({ expansion, ...request, sourceId: added.id });
      const provider = parsed.provider ?? settings.provider;
      const doer = parts.providers.get(provider);
      const plan = doer === undefined ? null : planOf(parsed, parsed.crop ?? added, doer);
      const id = randomUUID();
      const { task } = await tasks.create({
        id,
        request: { ...parsed, provider, person: null },
        idempotencyKey: id,
        requestHash: id,
        source: added,
        plan,
      });
      return task;
    },
    /** Lets a started runner work, putting the clock forward over every shown wait, until the task is in a state. */
    carryTo: (id: string, ...statuses: TaskStatus[]): Promise<Task> =>
      waitUntil(`task in ${statuses.join(' or ')}`, async () => {
        const task = await reader.find(id);
        if (task !== null && statuses.includes(task.status)) return task;
        if (task?.waiting) clock.advance(Date.parse(task.waiting.until) - clock.now().getTime());
        runner.wake();
        return null;
      }),
    close: parts.stop,
  };
}

/**
 * Without the runner started: does every step that is due, puts the clock forward to the next one, and so on until
 * there is what is looked for. The machine's speed has no part in it.
 */
function createRunUntil({ runner }: Pick<RelayParts, 'runner'>, clock: MovableClock) {
  return async <T>(what: string, look: () => Awaitable<T>): Promise<T> => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const next = await runner.runUntilIdle();
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
      if (next === null) throw new Error(`Nothing is due any more, and there is no ${what}.`);
      clock.advance(next.getTime() - clock.now().getTime());
    }
    throw new Error(`After ${MAX_ROUNDS} rounds there is no ${what}.`);
  };
}

/** Those of the relay's own overrides that a test gave. */
function given({ finisher, freeBytes, heartbeatMs, maxNapMs, timeoutSignal }: TestRelayOptions) {
  return {
    ...(finisher === undefined ? {} : { finisher }),
    ...(freeBytes === undefined ? {} : { freeBytes }),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...(maxNapMs === undefined ? {} : { maxNapMs }),
    ...(timeoutSignal === undefined ? {} : { timeoutSignal }),
  };
}

/** As the environment gives them, with what a test wants otherwise. */
function testSettings(options: TestRelayOptions): Settings {
  const { dataDir, upstream, publicUrl = null, callbackSecret, retentionDays = null } = options;
  const settings = readSettings(
    { DATA_DIR: dataDir, ...(upstream === undefined ? {} : { DEERAPI_KEY: upstream.key }) },
    { cwd: dataDir, logLevel: 'silent' },
  );
  const upstreams = settings.upstreams.map(({ preset, credentials }) => {
    return {
      credentials,
      // What a provider does with our names is learned only where a test is about that.
      preset: {
        ...{ ...preset, duplicates: 'refused' as const, findsExternalId: 'yes' as const, graceMs: 5000 },
        ...{ ...options.preset, baseUrl: upstream?.url ?? preset.baseUrl },
      },
    };
  });
  const none = { requestsPerMinute: null, openTasks: null, openTasksEach: null };
  return {
    ...{ ...settings, upstreams, publicUrl, retentionDays },
    callbackSecret: callbackSecret === undefined ? null : new Secret(callbackSecret),
    trustedProxies: publicUrl === null ? [] : LOOPBACK_RANGES,
    ownTasksOnly: options.ownTasksOnly ?? false,
    accessTokens: options.accessTokens ?? [],
    limits: { ...none, dailyImages: null, dailyImagesEach: null, ...options.limits },
    minFreeBytes: options.minFreeBytes ?? 0,
  };
}
