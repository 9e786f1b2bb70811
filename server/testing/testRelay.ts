import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import type { ProviderName, Source, Task, TaskRequestInput, TaskStatus } from '../../src/domain/contract.ts';
import { taskRequestSchema } from '../../src/domain/contract.ts';
import type { AccessToken } from '../access/accessToken.ts';
import { createOutboundGuard } from '../access/outboundGuard.ts';
import { People } from '../access/people.ts';
import { Sessions } from '../access/sessions.ts';
import { SignIn } from '../access/signIn.ts';
import { createApp } from '../app.ts';
import type { Database } from '../database/openDatabase.ts';
import { createFinisher, type Finisher } from '../finishing/finisher.ts';
import { openDiskStore } from '../images/diskStore.ts';
import { freeBytes } from '../images/freeBytes.ts';
import type { ImageStore, TemporaryFiles } from '../images/imageStore.ts';
import { receiveSource } from '../images/receiveSource.ts';
import { Renditions } from '../images/renditions.ts';
import { createSourceStore } from '../images/sourceStore.ts';
import { withUpstreamFile } from '../images/upstreamCopy.ts';
import { RelayMetrics } from '../metrics/relayMetrics.ts';
import { createBuiltIn } from '../providers/builtIn.ts';
import { KLING_PRESETS, type KlingPreset } from '../providers/klingPreset.ts';
import { createKlingProvider, type UpstreamCall } from '../providers/klingProvider.ts';
import type { Provider } from '../providers/Provider.ts';
import { Secret } from '../secret.ts';
import type { UsageLimits } from '../settings.ts';
import { CallbackHints } from '../tasks/callbackHints.ts';
import { PROVIDER_CHANNEL, ProviderGate } from '../tasks/providerGate.ts';
import { SlotLimits } from '../tasks/slotLimits.ts';
import { SlotLine } from '../tasks/slotLine.ts';
import { parseTaskNotice, TASK_CHANNEL } from '../tasks/taskChange.ts';
import { TaskEvents } from '../tasks/taskEvents.ts';
import { TaskLimits } from '../tasks/taskLimits.ts';
import { TaskQueue } from '../tasks/taskQueue.ts';
import { TaskReader } from '../tasks/taskReader.ts';
import { TaskRunner } from '../tasks/taskRunner.ts';
import { TaskStore } from '../tasks/taskStore.ts';
import { TestClock } from './testClock.ts';
import { testJpeg } from './testImages.ts';
import { waitUntil } from './waitUntil.ts';

interface TestRelayOptions {
  readonly database: Database;
  readonly dataDir: string;
  /** The paid provider's address and key; without them there is only the built-in one. */
  readonly upstream?: { readonly url: string; readonly key: string };
  /** Changes of the paid provider's preset. */
  readonly preset?: Partial<KlingPreset>;
  readonly publicUrl?: string;
  readonly pace?: Provider['pace'];
  readonly callbackSecret?: string;
  readonly openToWrite?: TemporaryFiles['openToWrite'];
  /** Instead of one in the data folder. */
  readonly store?: ImageStore;
  readonly clock?: TestClock;
  readonly heartbeatMs?: number;
  /** The one address that sources may be fetched from although it is on this machine. */
  readonly trustedUrl?: string;
  readonly accessTokens?: readonly AccessToken[];
  readonly limits?: Partial<UsageLimits>;
  readonly minFreeBytes?: number;
  readonly retentionDays?: number;
  /** Stands in for the disk's answer. */
  readonly freeBytes?: () => Promise<number>;
  /** Starting one takes half a second: several relays may share it. */
  readonly finisher?: Finisher;
}

export type TestRelay = Awaited<ReturnType<typeof openTestRelay>>;

/** The relay's real parts, put together as it does, with a clock that can be put forward and no port. */
export async function openTestRelay(options: TestRelayOptions) {
  const { database, dataDir, upstream, clock = new TestClock() } = options;
  const openToWrite = options.openToWrite === undefined ? {} : { openToWrite: options.openToWrite };
  const store = options.store ?? (await openDiskStore({ dataDir, ...openToWrite }));
  const builtIn = createBuiltIn({ store, onTrouble: () => undefined });
  const providers = new Map<ProviderName, Provider>([['built-in', builtIn]]);
  const calls: UpstreamCall[] = [];
  if (upstream !== undefined) {
    const deerapi = createKlingProvider({
      preset: { ...KLING_PRESETS.deerapi, ...options.preset, baseUrl: upstream.url },
      credentials: { kind: 'bearer', key: new Secret(upstream.key) },
      withImage: (source, send) => withUpstreamFile(store, source, send),
      now: clock.now,
      onCall: (call) => calls.push(call),
      pace: options.pace ?? { delayMs: () => 20, deadlineMs: 15 * 60_000 },
    });
    providers.set('deerapi', deerapi);
  }
  const finisher = options.finisher ?? createFinisher();
  const logger = pino({ level: 'silent' });
  const reader = new TaskReader(database.db);
  const queue = new TaskQueue(database.db, clock.now);
  const line = new SlotLine(database.db, clock.now);
  const tasks = new TaskStore(database.db, clock.now);
  const sources = createSourceStore(database.db);
  const gate = new ProviderGate({ db: database.db, now: clock.now, random: () => 0 });
  await gate.load();
  await gate.reset();
  const publicUrl = options.publicUrl ?? null;
  const runnerParts = {
    ...{ queue, line, providers, store, finisher, gate, publicUrl, logger },
    slots: new SlotLimits(clock.now),
    now: clock.now,
    random: () => 0.5,
  };
  const runner = new TaskRunner(runnerParts);
  const events = new TaskEvents(reader, (error) => {
    throw error;
  });
  const unlistenProviders = await database.listen(PROVIDER_CHANNEL, () => {
    void gate.load().then(() => events.configChanged());
  });
  const unlisten = await database.listen(TASK_CHANNEL, (payload) => {
    if (payload === null) return;
    const { id } = parseTaskNotice(payload);
    events.notice(id);
    void runner.notice(id);
  });
  const room = options.freeBytes ?? (() => freeBytes(dataDir));
  const oldestDueAt = () => queue.oldestDueAt();
  const metrics = new RelayMetrics({ db: database.db, now: clock.now, freeBytes: room, oldestDueAt });
  const people = new People(options.accessTokens ?? []);
  const sessions = new Sessions({ db: database.db, people, now: clock.now });
  const isPaid = (name: ProviderName) => providers.get(name)?.description.isPaid ?? false;
  const none = { requestsPerMinute: null, openTasks: null, openTasksEach: null };
  const limits = { ...none, dailyImages: null, dailyImagesEach: null, ...options.limits };
  const app = createApp({
    ...{ reader, tasks, queue, events, sources, store, providers, gate, logger, dataDir, publicUrl },
    hints: new CallbackHints(database.db, clock.now),
    callbackSecret: options.callbackSecret === undefined ? null : new Secret(options.callbackSecret),
    renditions: new Renditions(store),
    guard: createOutboundGuard({ trustedUrl: options.trustedUrl ?? null }),
    now: clock.now,
    ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
    defaultProvider: upstream === undefined ? 'built-in' : 'deerapi',
    pricePerImage: null,
    retentionDays: options.retentionDays ?? null,
    host: '127.0.0.1',
    signIn: new SignIn({ people, sessions, publicUrl, now: clock.now }),
    limits: new TaskLimits({ db: database.db, now: clock.now, isPaid, ...limits }),
    requestsPerMinute: limits.requestsPerMinute,
    pool: database.pool,
    ...{ metrics, freeBytes: room },
    builtAppDir: dataDir,
    minFreeBytes: options.minFreeBytes ?? 0,
  });

  const addSource = async (file?: Buffer): Promise<Source> => {
    const bytes = file ?? (await testJpeg());
    const body = Readable.toWeb(Readable.from([bytes])) as ReadableStream<Uint8Array>;
    const source = await receiveSource(store, { body, contentLength: bytes.byteLength });
    await sources.keep(source, clock.now());
    return source;
  };

  return {
    ...{
      app,
      clock,
      store,
      reader,
      queue,
      line,
      tasks,
      runner,
      runnerParts,
      providers,
      gate,
      calls,
      addSource,
    },
    /** A queued task on a fresh or given source. */
    submit: async (request: Partial<TaskRequestInput> = {}): Promise<Task> => {
      const sourceId = request.sourceId ?? (await addSource()).id;
      const expansion = { up: 0.25, right: 0.5, bottom: 0, left: 0.1 };
      const parsed = taskRequestSchema.parse({ expansion, ...request, sourceId });
      const provider = parsed.provider ?? (upstream === undefined ? 'built-in' : 'deerapi');
      const id = randomUUID();
      const { task } = await tasks.create({
        id,
        request: { ...parsed, provider, person: null },
        idempotencyKey: id,
        requestHash: id,
      });
      return task;
    },
    /** Lets the runner work, putting the clock forward over every shown wait, until the task is in a state. */
    carryTo: (id: string, ...statuses: TaskStatus[]): Promise<Task> =>
      waitUntil(`task in ${statuses.join(' or ')}`, async () => {
        const task = await reader.find(id);
        if (task !== null && statuses.includes(task.status)) return task;
        if (task?.waiting) clock.advance(Date.parse(task.waiting.until) - clock.now().getTime());
        runner.wake();
        return null;
      }),
    close: async () => {
      events.close();
      await unlisten();
      await unlistenProviders();
      await runner.stop();
      if (options.finisher === undefined) await finisher.close();
      await Promise.all([...providers.values()].map((provider) => provider.close()));
    },
  };
}
