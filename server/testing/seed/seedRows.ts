import { randomUUID } from 'node:crypto';
import type { TaskStatus } from '../../../src/domain/contract/task.ts';
import { readCustomFormat } from '../../../src/domain/customFormat.ts';
import type { Size } from '../../../src/domain/side.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { TASK_ENDINGS, type TaskEnding } from '../../../testing/taskEndings.ts';
import type { results, tasks } from '../../database/schema.ts';
import { searchLiteral } from '../../tasks/rows/passing.ts';
import { possibleResultIds } from '../../tasks/rows/resultFiles.ts';
import type { TaskStep } from '../../tasks/rows/taskRow.ts';
import type { SeedImage } from './seedImages.ts';

/** The database numbers the change when it is written. */
type NewTaskRow = Omit<typeof tasks.$inferInsert, 'revision'>;
type NewResultRow = typeof results.$inferInsert;

export interface SeedTask {
  readonly task: NewTaskRow;
  readonly results: readonly NewResultRow[];
  /** What every result of it looks like. */
  readonly image: SeedImage;
}

const RUNNING = ['queued', 'submitting', 'processing', 'finishing'] as const satisfies readonly TaskStatus[];
/** The newest tasks are under way, each state three times. */
const RUNNING_COUNT = 12;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Of those that have ended, so many in a hundred ended well. */
const SUCCEEDED_PERCENT = 80;
/** Of those that asked for several images and ended, so many lack one: it was not delivered, or could not be fetched. */
const SHORT_SHARE = 0.2;
/** Of all tasks, those whose frame was typed as a format. */
const TYPED_SHARE = 0.2;
const PROMPTS = [
  '',
  '',
  'evening light over a wide field',
  'more sky, soft clouds, nothing else',
  'a quiet street in the rain, reflections on the ground, muted colours, no people and no cars',
];

const KEPT_SOME = taskProblem('result-unavailable', null);

interface SeedTaskOptions {
  /** 0 is the newest. */
  readonly index: number;
  readonly now: Date;
  readonly images: readonly SeedImage[];
  /** 0 to below 1. */
  readonly random: () => number;
}

/** A task with its results, as a relay would have left them: one every few minutes back from now, in every state. */
export function seedTask({ index, now, images, random }: SeedTaskOptions): SeedTask {
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(random() * list.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  };
  const image = pick(images);
  const createdAt = new Date(now.getTime() - (index + 1) * 7 * MINUTE_MS - Math.floor(random() * MINUTE_MS));
  const endedAt = new Date(createdAt.getTime() + 4000 + Math.floor(random() ** 3 * 5 * MINUTE_MS));
  const n = random() < 0.7 ? 1 : 2 + Math.floor(random() * 4);
  const id = randomUUID();
  const prompt = pick(PROMPTS);
  const base = {
    ...{ id, n, createdAt, statusSince: createdAt },
    ...{ idempotencyKey: `seed-${id}`, requestHash: `seed-${id}` },
    ...{ sourceId: image.source.id, expansion: image.expansion, prompt, sourceName: image.name },
    search: searchLiteral(prompt, image.name),
    formatId: random() < TYPED_SHARE ? typedFormat(image.result) : null,
  };
  const running = index < RUNNING_COUNT ? RUNNING[index % RUNNING.length] : undefined;
  if (running !== undefined) {
    const task = { ...base, provider: 'deerapi', status: running, ...untouched(running, now) };
    return { task, results: [], image };
  }
  if (random() * 100 < SUCCEEDED_PERCENT) {
    const externalTaskId = randomUUID();
    const provider = random() < 0.6 ? 'deerapi' : 'built-in';
    const taken = upstreamTaskId(random);
    const task = {
      ...{ ...base, provider, status: 'succeeded', endedAt, statusSince: endedAt },
      ...{ externalTaskId, upstreamTaskId: taken },
      // Some providers tell, others do not.
      charges: provider === 'deerapi' && n < 4 ? [chargeOf(taken, n)] : [],
    };
    const isShort = n > 1 && random() < SHORT_SHARE;
    const results = resultsOf({ id, n, externalTaskId, image, endedAt }).slice(0, isShort ? n - 1 : n);
    if (!isShort) return { task, results, image };
    // Half of them were paid for and can be fetched again.
    const upstreamImages = results.map(({ index }) => ({ index, url: '' }));
    const short = { ...task, upstreamImages };
    return random() < 0.5
      ? { task: short, results: results.map((row) => ({ ...row, flags: ['fewer-images'] })), image }
      : { task: { ...task, status: 'failed', problem: KEPT_SOME }, results, image };
  }
  const ending = pick(TASK_ENDINGS);
  const task = { ...base, ...endedBy(ending, random), endedAt, statusSince: endedAt };
  return { task, results: [], image };
}

function typedFormat({ width, height }: Size): string | null {
  const format = readCustomFormat(`${width} × ${height}`);
  return 'problem' in format ? null : format.id;
}

const NEXT_STEPS = {
  queued: 'submit',
  submitting: 'submit',
  processing: 'poll',
  finishing: 'fetch',
} as const satisfies Record<(typeof RUNNING)[number], TaskStep>;

/** Waits for so long that a relay that is started on it leaves it as it is. */
function untouched(status: (typeof RUNNING)[number], now: Date) {
  const until = new Date(now.getTime() + 30 * DAY_MS);
  const problem = taskProblem('upstream-slots', null);
  return {
    dueAt: until,
    waiting: status === 'submitting' ? { ...problem, until: until.toISOString() } : null,
    externalTaskId: status === 'queued' ? null : randomUUID(),
    upstreamTaskId: status === 'processing' || status === 'finishing' ? '878000000000000001' : null,
    progress: status === 'processing' ? 0.4 : null,
    step: NEXT_STEPS[status],
  };
}

function endedBy({ status, problem, submit, isBuiltIn }: TaskEnding, random: () => number) {
  return {
    ...{ status, problem, provider: isBuiltIn ? 'built-in' : 'deerapi' },
    externalTaskId: submit === 'unsent' ? null : randomUUID(),
    upstreamTaskId: submit === 'taken' ? upstreamTaskId(random) : null,
  };
}

function upstreamTaskId(random: () => number): string {
  return `878${String(Math.floor(random() * 1e15)).padStart(15, '0')}`;
}

function chargeOf(taken: string, n: number) {
  return { upstreamTaskId: taken, units: String(8 * n), quota: null, listPrice: null, billing: [] };
}

interface ResultsOptions {
  readonly id: string;
  readonly n: number;
  readonly externalTaskId: string;
  readonly image: SeedImage;
  readonly endedAt: Date;
}

function resultsOf({ id, n, externalTaskId, image, endedAt }: ResultsOptions): NewResultRow[] {
  const { width, height, fileBytes } = image.result;
  return possibleResultIds(externalTaskId)
    .slice(0, n)
    .map((resultId, index) => ({
      ...{ id: resultId, taskId: id, index, width, height, fileBytes },
      ...{ sentWidth: width, sentHeight: height, flags: [], createdAt: endedAt },
      ...{ colour: image.colour },
    }));
}
