import { sampleTask } from '../../src/api/sampleTask.ts';
import type { Result } from '../../src/domain/contract/result.ts';
import type { Task, TaskStatus } from '../../src/domain/contract/task.ts';
import type { Expansion } from '../../src/domain/expansion.ts';
import type { FinishProof } from '../../src/domain/finishProof.ts';
import { frameOf } from '../../src/domain/frame.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { taskProblem, triedByItself } from '../../src/domain/taskProblem.ts';
import { TASK_ENDINGS, type TaskEnding } from '../../testing/taskEndings.ts';
import { SAMPLE_SOURCES, type SampleName, sampleResultId } from '../sampleIds.ts';

/** A task to look at, and what is to be seen on it. */
export interface TaskSpecimen {
  readonly caption: string;
  readonly task: Task;
}

const WIDE: Expansion = { up: 0, right: 0.5, bottom: 0, left: 0 };
const AROUND: Expansion = { up: 0.25, right: 0.2, bottom: 0.25, left: 0.2 };
const TALL: Expansion = { up: 0.5, right: 0, bottom: 0.5, left: 0 };
const PANORAMA: Expansion = { up: 0, right: 0.8, bottom: 0, left: 0.8 };

/** When the page was loaded: cards tell their time from there. */
const NOW_MS = Date.now();
const before = (seconds: number) => new Date(NOW_MS - seconds * 1000).toISOString();
const after = (seconds: number) => new Date(NOW_MS + seconds * 1000).toISOString();

let count = 0;

function task(
  name: SampleName,
  expansion: Expansion,
  { results: resultCount = 0, ...changes }: Partial<Omit<Task, 'results'>> & { results?: number } = {},
): Task {
  count += 1;
  const plain = sampleTask(count);
  const source = { ...plain.source, ...SAMPLE_SOURCES[name], hasAlpha: changes.source?.hasAlpha ?? false };
  const results = Array.from({ length: resultCount }, (_, index) => result(name, expansion, index));
  const { createdAt = before(38) } = changes;
  return sampleTask(count, {
    provider: 'deerapi',
    startedAt: createdAt,
    createdAt,
    ...changes,
    ...{ source, expansion, results },
  });
}

function result(name: SampleName, expansion: Expansion, index: number): Result {
  const { width, height } = frameOf(SAMPLE_SOURCES[name], expansion);
  const id = `${sampleResultId(name, expansion, index)}`;
  return {
    id,
    index,
    width,
    height,
    fileBytes: 2_400_000,
    sent: null,
    flags: [],
    ...{ proof: null, colour: null, isStarred: false },
  };
}

function waiting(code: ProblemCode, seconds: number): Task['waiting'] {
  return { ...triedByItself(taskProblem(code, null)), until: after(seconds) };
}

/** A picture of an image under way, as a provider may send it. */
function preview(hue: number): string {
  const stops = `<stop stop-color="hsl(${hue} 45% 62%)"/><stop offset="1" stop-color="hsl(${hue + 70} 35% 38%)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2" preserveAspectRatio="none"><defs><linearGradient id="g" x2="0" y2="1">${stops}</linearGradient></defs><rect width="3" height="2" fill="url(#g)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const ended = (seconds: number) => ({ createdAt: before(seconds + 60), endedAt: before(60) });

/** What came before it failed is kept. */
export const KEPT_SOME: TaskSpecimen = {
  caption: 'two of three are kept',
  task: task('dandelions', AROUND, {
    ...{ status: 'failed', n: 3, results: 2, ...ended(40) },
    problem: taskProblem('upstream-unavailable', null),
  }),
};

/** Every state of a task as a designer may meet it. A new state is missing here until it compiles. */
export const TASK_SPECIMENS: Readonly<Record<TaskStatus, readonly TaskSpecimen[]>> = {
  queued: [
    { caption: 'just submitted', task: task('meadow', WIDE, { status: 'queued', createdAt: before(1) }) },
    {
      caption: 'waits for a place at the provider',
      task: task('meadow', AROUND, { status: 'queued', waiting: waiting('upstream-slots', 15) }),
    },
  ],
  submitting: [
    { caption: 'on its way', task: task('dandelions', WIDE, { status: 'submitting' }) },
    {
      caption: 'the provider is busy',
      task: task('dandelions', TALL, { status: 'submitting', waiting: waiting('upstream-rate-limited', 42) }),
    },
    {
      caption: 'the provider refuses the key',
      task: task('doorway', WIDE, { status: 'submitting', waiting: waiting('upstream-unauthorized', 600) }),
    },
  ],
  processing: [
    { caption: 'progress unknown', task: task('meadow', PANORAMA) },
    {
      caption: 'progress and a first picture, built-in engine',
      task: task('meadow', WIDE, { provider: 'built-in', progress: 0.42, previews: [preview(96)] }),
    },
    {
      caption: 'four images, two have begun, with a prompt',
      task: task('dandelions', AROUND, {
        ...{ n: 4, progress: 0.3, previews: [preview(96), preview(200), null, null] },
        prompt: 'evening light over a wide field, more dandelions towards the horizon, no people',
      }),
    },
    {
      caption: 'takes longer than usual',
      task: task('dandelions', WIDE, { progress: 0.4, createdAt: before(1640) }),
    },
    {
      caption: 'asking for its state fails for now',
      task: task('doorway', AROUND, { waiting: waiting('upstream-unreachable', 20) }),
    },
  ],
  finishing: [
    { caption: 'being finished', task: task('meadow', WIDE, { status: 'finishing' }) },
    {
      caption: 'two of three are there',
      task: task('dandelions', TALL, { status: 'finishing', n: 3, results: 2 }),
    },
    {
      caption: 'its image cannot be had for now',
      task: task('meadow', AROUND, { status: 'finishing', waiting: waiting('result-unavailable', 12) }),
    },
    {
      caption: 'the disk is full',
      task: task('doorway', TALL, { status: 'finishing', waiting: waiting('disk-full', 30) }),
    },
  ],
  succeeded: [
    { caption: 'one image', task: task('meadow', WIDE, { status: 'succeeded', results: 1, ...ended(19) }) },
    {
      caption: 'tall',
      task: task('doorway', TALL, { status: 'succeeded', results: 1, ...ended(74) }),
    },
    {
      caption: 'a panorama, and its prompt',
      task: task('meadow', PANORAMA, {
        ...{ status: 'succeeded', results: 1, ...ended(4000) },
        prompt: 'a wide valley at dawn',
      }),
    },
    {
      caption: 'four images, whose borders hide more and less well',
      task: withProofs(task('dandelions', AROUND, { status: 'succeeded', n: 4, results: 4, ...ended(31) })),
    },
    {
      caption: 'nine tall images',
      task: task('doorway', TALL, { status: 'succeeded', n: 9, results: 9, ...ended(200_000) }),
    },
    {
      caption: 'another shape than asked for',
      task: withFlag(
        task('meadow', TALL, { status: 'succeeded', results: 1, ...ended(22) }),
        'aspect-mismatch',
      ),
    },
    {
      caption: 'three of five came',
      task: withFlag(
        task('meadow', WIDE, { status: 'succeeded', n: 5, results: 3, ...ended(24) }),
        'fewer-images',
      ),
    },
    {
      caption: 'a frame that does not reach its format',
      task: task('dandelions', TALL, {
        ...{ status: 'succeeded', results: 1, ...ended(26) },
        formatId: 'instagram-story',
      }),
    },
  ],
  failed: [KEPT_SOME, ...endingsOf('failed')],
  cancelled: endingsOf('cancelled'),
  uncertain: endingsOf('uncertain'),
};

/** Worst first, so that the card has something to put in order. */
function withProofs(done: Task): Task {
  const seams = [
    { quality: 'visible', redrawn: 0.31, after: 1.9 },
    { quality: 'faint', redrawn: 0.08, after: 1.2 },
    { quality: 'seamless', redrawn: 0, after: 0.4 },
  ] as const;
  const results = done.results.map((one, index) => ({
    ...one,
    proof: proof(seams[Math.min(index, 2)] ?? seams[0]),
  }));
  return { ...done, results };
}

function proof({
  after,
  ...seam
}: Pick<FinishProof, 'quality' | 'redrawn'> & { after: number }): FinishProof {
  const colour = { space: 'Display P3', model: 'rgb', bits: 8 } as const;
  return {
    ...{ largestDifference: 0, seamRatio: 0.97, isFilled: false, ...seam },
    registration: { isAccepted: true, shift: { x: 1.2, y: -0.4 }, scale: { x: 1, y: 1 }, uncertainty: 0.04 },
    border: { before: 3.8, after },
    colour: { in: colour, out: colour },
    metadata: ['exif', 'resolution'],
  };
}

function withFlag(done: Task, flag: ProblemCode): Task {
  return { ...done, results: done.results.map((one) => ({ ...one, flags: [flag] })) };
}

function endingsOf(status: TaskEnding['status']): TaskSpecimen[] {
  const places = [
    ['meadow', WIDE],
    ['dandelions', AROUND],
    ['meadow', PANORAMA],
  ] as const;
  return TASK_ENDINGS.filter((ending) => ending.status === status).map((ending, index) => {
    const [name, expansion] = places[index % places.length] ?? places[0];
    const { problem, isBuiltIn } = ending;
    return {
      caption: problem?.code ?? 'before it cost anything',
      task: task(name, expansion, {
        ...{ status, problem, ...ended(12 + index * 7) },
        provider: isBuiltIn ? 'built-in' : 'deerapi',
      }),
    };
  });
}
