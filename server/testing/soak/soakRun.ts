import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sourceSchema } from '../../../src/domain/contract/source.ts';
import { hasEnded, type Task, taskPageSchema, taskSchema } from '../../../src/domain/contract/task.ts';
import { testJpeg } from '../../../testing/testImages.ts';
import { type FakeUpstream, startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import { CREATE_SHAPES, QUERY_SHAPES, RESULT_FILES } from '../../../testing/upstream/shapes.ts';
import { type Span, startDatabaseOutages } from './databaseOutages.ts';
import { RelayCrew } from './RelayCrew.ts';
import { type Press, type Submission, soakLoad } from './soakLoad.ts';
import { type SoakedProvider, soakProvider } from './soakProvider.ts';

export interface SoakOptions {
  readonly provider: SoakedProvider;
  readonly relays: number;
  readonly tasks: number;
  readonly seed: number;
  readonly dataDir: string;
  /** What makes the relays use their database and their bucket. */
  readonly surroundings: Readonly<Record<string, string>>;
  /** What the upstream does with an external id that it has taken before. */
  readonly repeats: 'refused' | 'accepted';
  readonly findsByExternalId: boolean;
  /** Takes their database away and brings it back; null to leave it there. */
  readonly restart: Parameters<typeof startDatabaseOutages>[0] | null;
  readonly say: (line: string) => void;
}

export interface SoakOutcome {
  readonly upstream: FakeUpstream;
  /** Every submit, with the tasks that relays have answered it with: one, however often it was sent. */
  readonly acknowledged: ReadonlyMap<Submission, ReadonlySet<string>>;
  /** As the relays tell at the end. */
  readonly tasks: readonly Task[];
  /** When relays were killed, milliseconds since 1970. */
  readonly kills: readonly number[];
  /** When their database was away. */
  readonly outages: readonly Span[];
  readonly elapsedMs: number;
  readonly relayOutput: string;
}

const FAULT_RATE = 0.3;
/** A task that was taken can be asked for after this long at most: well within the relays' grace. */
const LATE_MS = 2500;
/** How long relays wait for an answer: a busy machine takes seconds. */
export const ANSWER_MS = 15_000;
const RELAY_SETTINGS = {
  PROVIDER_FIRST_POLL_MS: '300',
  PROVIDER_SLOWEST_POLL_MS: '1500',
  PROVIDER_DEADLINE_MINUTES: '2',
  PROVIDER_TIMEOUT_SECONDS: String(ANSWER_MS / 1000),
  PROVIDER_SLOTS: '40',
  PROVIDER_GRACE_SECONDS: '10',
  LOG_LEVEL: 'info',
};
/** A JPEG is never exact, so finishing it takes ten times as long: a fifth of the results is enough to meet every kind. */
const EXACT_FILES = Array.from({ length: 7 }, () => 'png' as const);
const SUBMIT_EVERY_MS = 150;
/** The killing goes on this long after the last submit. */
const KILL_ON_MS = 60_000;
/** A relay that is killed breaks its connections off; only one that hangs is left. */
const HANGS_MS = 60_000;
/** Requests under way at once. */
const CALLERS = 8;
/** When everything has been submitted, and nothing has ended for this long, what is left is stuck: deadlines are shorter. */
const STUCK_MS = 5 * 60_000;
/**
 * What is uncertain is asked for again within this time, several times; in a run that takes long, because the machine is
 * busy, within a share of it, as it is asked for ever more rarely.
 */
const DOUBT_MS = 3 * 60_000;
const DOUBT_SHARE = 0.6;
/** As small as sources may be: finishing is not what is tried. */
const SIZES = [
  { width: 300, height: 300 },
  { width: 300, height: 400 },
  { width: 420, height: 300 },
];

/** Submits tasks while the upstream fails and relays are killed at random, and waits until all have ended. */
export async function soakRun(options: SoakOptions): Promise<SoakOutcome> {
  const { say } = options;
  const startedMs = performance.now();
  await mkdir(options.dataDir, { recursive: true });
  const provider = soakProvider(options);
  const upstream = await startFakeUpstream({
    ...{ timing: { elapsedMs: 1500 }, ...provider.behaviour },
    // What is tried is how tasks are carried on, not how pictures are matched.
    exact: true,
    chaos: { seed: options.seed, rate: FAULT_RATE },
    createShapes: [...CREATE_SHAPES],
    queryShapes: QUERY_SHAPES.filter((shape) => shape !== 'unfamiliar'),
    unknownTask: 'any',
    resultFiles: [...EXACT_FILES, ...RESULT_FILES],
    visibleAfterMs: { atMost: LATE_MS },
    repeats: options.repeats,
    findsByExternalId: options.findsByExternalId,
  });
  const crew = new RelayCrew({
    ...options,
    databaseMayBeAway: options.restart !== null,
    settings: {
      ...{ ...RELAY_SETTINGS, ...options.surroundings, ...provider.settings },
      ...{ DATA_DIR: options.dataDir, PROVIDER_BASE_URL: upstream.url },
    },
  });
  await crew.start();
  const killing = crew.killAtRandom();
  const outages = options.restart === null ? null : startDatabaseOutages(options.restart);
  const acknowledged = new Map<Submission, Set<string>>();
  const sources = await Promise.all(SIZES.map(async (size) => upload(crew, await testJpeg(size))));
  const presses = soakLoad(options.tasks, sources.length).values();
  const send = async (part: Submission) => {
    const { id } = await submit(crew, part, sources[part.source] ?? '');
    const ids = acknowledged.get(part) ?? new Set();
    acknowledged.set(part, ids.add(id));
    if (ids.size === 1 && acknowledged.size % 50 === 0) {
      say(`  ${acknowledged.size} submitted, ${crew.kills.length} kills`);
    }
    await pause(SUBMIT_EVERY_MS * CALLERS);
  };
  const call = async () => {
    for (const press of presses) {
      for (const part of sentParts(press)) await send(part);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  await pause(KILL_ON_MS);
  await outages?.stop();
  crew.stopKilling();
  await killing;
  const doubtMs = Math.max(DOUBT_MS, DOUBT_SHARE * (performance.now() - startedMs));
  const tasks = await whenAllHaveEnded(crew, options.findsByExternalId ? doubtMs : 0);
  await crew.stop();
  return {
    ...{ upstream, acknowledged, tasks, kills: crew.kills, relayOutput: crew.output },
    outages: outages?.spans ?? [],
    elapsedMs: performance.now() - startedMs,
  };
}

/** After a reload all parts are sent again: nobody knows any more which of them have been answered. */
function sentParts({ parts, reloadedAfter }: Press): Submission[] {
  return reloadedAfter === null ? [...parts] : [...parts.slice(0, reloadedAfter), ...parts];
}

/** All tasks, once they have ended and doubts are settled, or neither happens any more. */
async function whenAllHaveEnded(crew: RelayCrew, doubtMs: number): Promise<Task[]> {
  let changedMs = performance.now();
  let before = '';
  for (;;) {
    const tasks = await allTasks(crew);
    const open = tasks.filter(({ status }) => !hasEnded(status)).length;
    const uncertain = tasks.filter(({ status }) => status === 'uncertain').length;
    if (`${open} ${uncertain}` !== before) changedMs = performance.now();
    before = `${open} ${uncertain}`;
    const patienceMs = open > 0 ? STUCK_MS : uncertain > 0 ? doubtMs : 0;
    if (performance.now() - changedMs >= patienceMs) return tasks;
    await pause(2000);
  }
}

/** Asks a living relay until one answers as wanted. */
async function ask<T>(
  crew: RelayCrew,
  path: string,
  init: RequestInit,
  read: (body: unknown) => T,
): Promise<T> {
  for (;;) {
    const url = crew.url();
    const answer =
      url === null
        ? null
        : await fetch(url + path, { ...init, signal: AbortSignal.timeout(HANGS_MS) })
            .then(async (response) => (response.ok ? await response.json() : null))
            .catch(() => null);
    if (answer !== null) return read(answer);
    await pause(200);
  }
}

function upload(crew: RelayCrew, file: Buffer): Promise<string> {
  const init = { method: 'POST', body: new Uint8Array(file) };
  return ask(crew, '/api/sources', init, (body) => sourceSchema.parse(body).id);
}

function submit(
  crew: RelayCrew,
  { key, prompt, request, batch }: Submission,
  sourceId: string,
): Promise<Task> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ ...request, sourceId, prompt, batch }),
  };
  return ask(crew, '/api/tasks', init, (answer) => taskSchema.parse(answer));
}

async function allTasks(crew: RelayCrew): Promise<Task[]> {
  const tasks: Task[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await ask(crew, `/api/tasks?limit=100${query}`, {}, (body) => taskPageSchema.parse(body));
    tasks.push(...page.tasks);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return tasks;
}

export function dataDirOf(folder: string, name: string): string {
  return path.join(folder, `data-${name}`);
}
