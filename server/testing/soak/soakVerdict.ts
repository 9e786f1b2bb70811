import type { UpstreamState } from '../../../e2e/upstream/upstreamState.ts';
import { hasEnded, type Task } from '../../../src/domain/contract.ts';
import type { Database } from '../../database/openDatabase.ts';
import { tasks as taskRows } from '../../database/schema.ts';
import type { ImageStore } from '../../images/imageStore.ts';
import { sharp } from '../../images/sharpSetup.ts';
import { finalName, rawName } from '../../tasks/fetchAndFinish.ts';

export interface SoakVerdict {
  readonly lost: readonly string[];
  readonly paidTwice: readonly string[];
  readonly stuck: readonly string[];
  readonly badResults: readonly string[];
  /** Each with what had happened to its calls. */
  readonly uncertain: readonly string[];
  /** Uncertain ones to which nothing had happened. */
  readonly unexplained: readonly string[];
  readonly byStatus: Readonly<Record<string, number>>;
  readonly failures: Readonly<Record<string, number>>;
}

interface Evidence {
  readonly acknowledged: ReadonlySet<string>;
  readonly tasks: readonly Task[];
  readonly state: UpstreamState;
  readonly database: Database;
  readonly store: ImageStore;
}

/** Holds what the relays say against what the upstream saw and what is kept. */
export async function soakVerdict(evidence: Evidence): Promise<SoakVerdict> {
  const { acknowledged, tasks, state, database } = evidence;
  const known = new Set(tasks.map(({ id }) => id));
  const accepted = new Map<string, number>();
  for (const create of state.creates) {
    if (create.accepted !== null) countUp(accepted, create.accepted.prompt);
  }
  const rows = await database.db
    .select({ id: taskRows.id, externalTaskId: taskRows.externalTaskId })
    .from(taskRows);
  const names = new Map(rows.map(({ id, externalTaskId }) => [id, externalTaskId]));
  const uncertain = tasks.filter(({ status }) => status === 'uncertain');
  const chancesOf = (task: Task) =>
    state.chances
      .filter(({ externalTaskId }) => externalTaskId !== null && externalTaskId === names.get(task.id))
      .map(({ on, kind }) => `${on}: ${kind}`);
  const badResults = await Promise.all(tasks.map((task) => faultsOfResults(task, evidence)));
  return {
    lost: [...acknowledged].filter((id) => !known.has(id)),
    paidTwice: [...accepted]
      .filter(([, times]) => times > 1)
      .map(([prompt, times]) => `${prompt}: ${times}×`),
    stuck: tasks
      .filter(({ status }) => !hasEnded(status))
      .map(({ id, status, waiting }) => `${id} is ${status}, ${waiting?.code ?? 'not waiting'}`),
    badResults: badResults.flat(),
    uncertain: uncertain.map(
      (task) => `${task.prompt} (${task.problem?.code}): ${chancesOf(task).join('; ')}`,
    ),
    unexplained: uncertain.filter((task) => chancesOf(task).length === 0).map(({ id }) => id),
    byStatus: Object.fromEntries(counted(tasks.map(({ status }) => status))),
    failures: Object.fromEntries(counted(tasks.flatMap(({ problem }) => problem?.code ?? []))),
  };
}

async function faultsOfResults(task: Task, { state, store }: Evidence): Promise<string[]> {
  const made = state.creates.find(({ accepted }) => accepted?.prompt === task.prompt);
  const faults: string[] = [];
  if (task.status === 'succeeded' && task.results.length !== made?.images) {
    faults.push(`${task.prompt}: ${task.results.length} results of ${made?.images}`);
  }
  for (const { id, width, height } of task.results) {
    try {
      const size = await store.withFile('results', finalName(id), async (file) => {
        await sharp(file, { failOn: 'truncated' }).stats();
        return sharp(file).metadata();
      });
      await store.withFile('results', rawName(id), (file) => sharp(file, { failOn: 'truncated' }).stats());
      if (size.width !== width || size.height !== height) faults.push(`${id} has another size than its row`);
    } catch (error) {
      faults.push(`${id} of ${task.prompt}: ${error}`);
    }
  }
  return faults;
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) countUp(counts, word);
  return counts;
}

function countUp(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}
