import { hasEnded, type Task } from '../../../src/domain/contract/task.ts';
import type { UpstreamState } from '../../../testing/upstream/upstreamState.ts';
import type { Database } from '../../database/openDatabase.ts';
import { providerFacts } from '../../database/providerTables.ts';
import { tasks as taskRows } from '../../database/schema.ts';
import { decodeWhole } from '../../images/decodeWhole.ts';
import { sharp } from '../../images/sharpSetup.ts';
import type { ImageStore } from '../../storage/imageStore.ts';
import { finalName, rawName } from '../../tasks/rows/resultFiles.ts';
import { RETRY_LIMITS } from '../../tasks/steps/retryPolicy.ts';
import type { Span } from './databaseOutages.ts';
import { notOnce } from './notOnce.ts';
import type { Submission } from './soakLoad.ts';
import { ANSWER_MS } from './soakRun.ts';

export interface SoakVerdict {
  readonly lost: readonly string[];
  /** Submits that are not there once, or not in their batch. */
  readonly notOnce: readonly string[];
  readonly paidTwice: readonly string[];
  readonly stuck: readonly string[];
  readonly badResults: readonly string[];
  /** Failed for a reason that nothing which happened to them gives. */
  readonly wronglyFailed: readonly string[];
  /** Each with what had happened to its calls. */
  readonly uncertain: readonly string[];
  /** Uncertain ones to which nothing had happened, or that a free question would have told about. */
  readonly unexplained: readonly string[];
  readonly byStatus: Readonly<Record<string, number>>;
  readonly failures: Readonly<Record<string, number>>;
}

interface Evidence {
  /** Every submit, with the tasks that relays have answered it with. */
  readonly acknowledged: ReadonlyMap<Submission, ReadonlySet<string>>;
  readonly tasks: readonly Task[];
  /** When relays were killed, milliseconds since 1970. */
  readonly kills: readonly number[];
  /** When their database was away. */
  readonly outages: readonly Span[];
  /** Whether a free question tells what was taken, by our name for it or by a list; of a gateway that is learned. */
  readonly asking: 'tells' | 'is learned' | 'never tells';
  readonly state: UpstreamState;
  readonly database: Database;
  readonly store: ImageStore;
}

/** From the moment that a row says that it is sent until its answer is written down, on a busy machine. */
const SENDING_MS = 2 * ANSWER_MS;

/** What may have happened to a task that rightly failed, by its problem. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'upstream-task-failed': ['create: fails later', 'create: fails later with poison'],
  'upstream-deadline': ['create: never ends'],
  // A plan ends at a step of another shape; a single request keeps its result with a flag.
  'aspect-mismatch': ['create: ignores a side'],
  'upstream-policy': ['create: policy'],
  'upstream-blocked': ["create: a firewall's page"],
};

/** Holds what the relays say against what the upstream saw and what is kept. */
export async function soakVerdict(evidence: Evidence): Promise<SoakVerdict> {
  const { acknowledged, tasks, state, database } = evidence;
  const known = new Set(tasks.map(({ id }) => id));
  const rows = await database.db
    .select({
      id: taskRows.id,
      externalTaskId: taskRows.externalTaskId,
      sentAt: taskRows.sentAt,
      doubts: taskRows.doubts,
    })
    .from(taskRows);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const uncertain = tasks.filter(({ status }) => status === 'uncertain');
  const chancesOf = (task: Task) =>
    state.chances
      .filter(
        ({ externalTaskId }) =>
          externalTaskId !== null && externalTaskId === rowOf.get(task.id)?.externalTaskId,
      )
      .map(({ on, kind }) => `${on}: ${kind}`);
  const wasTaken = (task: Task) => (rowOf.get(task.id)?.externalTaskId ?? '') in state.acceptedByExternalId;
  const isExplained = (task: Task) => {
    // Sent again and again it gives up after half an hour at the earliest: nothing here is bad for that long.
    if ((rowOf.get(task.id)?.doubts ?? 0) >= RETRY_LIMITS.maxDoubts) return false;
    // Told once that was known; until then it was uncertain.
    if (task.problem?.code === 'submit-not-found') return !wasTaken(task);
    const reasons = ENDINGS[task.problem?.code ?? ''] ?? [];
    return chancesOf(task).some((chance) => reasons.includes(chance));
  };
  const isHit = (task: Task, spans: readonly Span[]) => {
    const sentMs = rowOf.get(task.id)?.sentAt?.getTime() ?? Number.NaN;
    return spans.some(({ fromMs, toMs }) => toMs >= sentMs && fromMs <= sentMs + SENDING_MS);
  };
  const kills = evidence.kills.map((ms) => ({ fromMs: ms, toMs: ms }));
  const isKnown = await isKnownToTell(evidence);
  const whatHappened = (task: Task) => [
    ...chancesOf(task),
    ...(isHit(task, kills) ? ['the relay was killed while it was sent'] : []),
    ...(isHit(task, evidence.outages) ? ['the database was away while it was sent'] : []),
    ...(isKnown ? [] : ['nothing was known of the provider']),
  ];
  /** A free question would have told: what was taken is found, and what was not is believed once that is known. */
  const couldBeKnown = (task: Task) => evidence.asking !== 'never tells' && (isKnown || wasTaken(task));
  const badResults = await Promise.all(tasks.map((task) => faultsOfResults(task, evidence)));
  return {
    lost: [...acknowledged.values()].flatMap((ids) => [...ids].filter((id) => !known.has(id))),
    notOnce: notOnce(acknowledged, tasks),
    paidTwice: paidTwice(state),
    stuck: tasks
      .filter(({ status }) => !hasEnded(status))
      .map(({ id, status, waiting }) => `${id} is ${status}, ${waiting?.code ?? 'not waiting'}`),
    badResults: badResults.flat(),
    wronglyFailed: tasks
      .filter((task) => task.status === 'failed' && !isExplained(task))
      .map((task) => `${task.prompt} (${task.problem?.code}): ${chancesOf(task).join('; ')}`),
    uncertain: uncertain.map(
      (task) => `${task.prompt} (${task.problem?.code}): ${whatHappened(task).join('; ')}`,
    ),
    unexplained: uncertain
      .filter((task) => couldBeKnown(task) || whatHappened(task).length === 0)
      .map(({ prompt }) => prompt),
    byStatus: Object.fromEntries(counted(tasks.map(({ status }) => status))),
    failures: Object.fromEntries(counted(tasks.flatMap(({ problem }) => problem?.code ?? []))),
  };
}

function paidTwice({ creates }: UpstreamState): string[] {
  const accepted = counted(
    creates.flatMap((create) => (create.accepted ? requestName(create.accepted) : [])),
  );
  return [...accepted].filter(([, times]) => times > 1).map(([request, times]) => `${request}: ${times}×`);
}

/** Whether the relays knew at the end that they can ask by their names. Of Kling itself that is known. */
async function isKnownToTell({ database, asking }: Evidence): Promise<boolean> {
  if (asking !== 'is learned') return true;
  const facts = await database.db.select().from(providerFacts);
  return facts.some(({ fact, value }) => fact === 'findsExternalId' && value === 'yes');
}

/** Tells the steps of a plan apart: each begins from a larger picture. */
function requestName({
  prompt,
  image,
}: {
  prompt: string;
  image: { width: number; height: number };
}): string {
  return `${prompt} from ${image.width} × ${image.height}`;
}

async function faultsOfResults(task: Task, { state, store }: Evidence): Promise<string[]> {
  const made = state.creates.findLast(({ accepted }) => accepted?.prompt === task.prompt);
  const faults: string[] = [];
  if (task.status === 'succeeded' && task.results.length !== made?.images) {
    faults.push(`${task.prompt}: ${task.results.length} results of ${made?.images}`);
  }
  if (
    task.status === 'succeeded' &&
    task.plan?.steps.slice(0, -1).some(({ resultId }) => resultId === null)
  ) {
    faults.push(`${task.prompt}: a step's picture is missing`);
  }
  for (const { id, width, height } of task.results) {
    try {
      const size = await store.withFile('results', finalName(id), async (file) => {
        await sharp(file, { failOn: 'truncated' }).stats();
        return sharp(file).metadata();
      });
      await store.withFile('results', rawName(id), (file) => decodeWhole(file, 60));
      if (size.width !== width || size.height !== height) faults.push(`${id} has another size than its row`);
    } catch (error) {
      faults.push(`${id} of ${task.prompt}: ${error}`);
    }
  }
  return faults;
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
