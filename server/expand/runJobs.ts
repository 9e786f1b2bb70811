import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Provider } from '../../src/domain/contract/provider.ts';
import type { Source } from '../../src/domain/contract/source.ts';
import { hasEnded, type Task } from '../../src/domain/contract/task.ts';
import type { Batch } from '../../src/domain/contract/taskRequest.ts';
import type { Crop } from '../../src/domain/crop.ts';
import { distinctNames } from '../../src/domain/deliveryName.ts';
import type { Expansion } from '../../src/domain/expansion.ts';
import type { Format } from '../../src/domain/formats.ts';
import { ProblemError, problemStatus } from '../../src/domain/problem.ts';
import { resultName } from '../../src/domain/resultName.ts';
import { type Outcome, type SavedResult, savedSize } from './outcome.ts';
import type { Arguments } from './readArguments.ts';
import { passes, type RelayClient } from './relayClient.ts';

const ASK_AGAIN_MS = 1000;

/** One file in one format. */
export interface Job {
  readonly file: string;
  readonly source: Source;
  readonly format: Format;
  readonly expansion: Expansion;
  readonly crop: Crop | null;
  readonly steps: number;
  readonly maxSteps: number;
}

interface JobDeps {
  readonly client: RelayClient;
  readonly provider: Provider;
  /** Says something to a person. */
  readonly say: (line: string) => void;
  readonly note: (outcome: Outcome) => void;
  /** So long a relay that does not answer is waited for. */
  readonly patienceMs: number;
}

/** A job that is not done yet. */
interface Open {
  readonly job: Job;
  /** The same in every try: what was submitted and not answered is not submitted twice. */
  readonly key: string;
  /** Null until it is known to be submitted. */
  task: Task | null;
  /** Results that are kept already, by their ids. */
  readonly saved: Map<string, SavedResult>;
}

/**
 * Submits, follows and saves every job. Trouble that passes is waited for, and so is room for more tasks; what the relay
 * refuses for today is refused for what comes after it too.
 */
export async function runJobs(jobs: readonly Job[], asked: Arguments, deps: JobDeps): Promise<void> {
  const open: Open[] = jobs.map((job) => ({ job, key: randomUUID(), task: null, saved: new Map() }));
  const run = await runOf(jobs, asked, deps);
  let answeredMs = performance.now();
  let isTold = false;
  while (open.length > 0) {
    run.hasRoom = true;
    for (const each of [...open]) {
      try {
        const outcome = await advance(each, run);
        answeredMs = performance.now();
        isTold = false;
        if (outcome === null) continue;
        deps.note(outcome);
      } catch (error) {
        const isOver = performance.now() - answeredMs > deps.patienceMs;
        if (passes(error) && !isOver) {
          if (!isTold) deps.say(`${sentenceOf(error)} It is asked again until it works.`);
          isTold = true;
          break;
        }
        deps.note(failed(each, error));
      }
      open.splice(open.indexOf(each), 1);
      deps.say(`${jobs.length - open.length} of ${jobs.length} done.`);
    }
    if (open.length > 0) await pause(ASK_AGAIN_MS);
  }
}

interface Run {
  readonly client: RelayClient;
  readonly request: (job: Job) => Parameters<RelayClient['submit']>[0];
  readonly out: string;
  /** Results are kept as large as their frames, whatever pixels their formats have. */
  readonly keepsFrame: boolean;
  /** Of the files that are there already. */
  readonly names: Set<string>;
  /** Whether more can be submitted now, as far as is known. */
  hasRoom: boolean;
  /** Somebody was told that there is no room. */
  isRoomTold: boolean;
  /** Why nothing more is submitted at all. */
  full: string | null;
  readonly say: (line: string) => void;
}

async function runOf(
  jobs: readonly Job[],
  { prompt, n, anchor, out, keepsFrame, batchName }: Arguments,
  { client, provider, say }: JobDeps,
): Promise<Run> {
  const batch = batchOf(jobs, batchName);
  return {
    ...{ client, out, keepsFrame, say, full: null, hasRoom: true, isRoomTold: false },
    names: new Set(await readdir(out)),
    request: ({ file, source, format, expansion, crop, maxSteps }) => ({
      ...{ sourceId: source.id, expansion, crop, maxSteps, prompt, n, batch, provider: provider.name },
      ...{ formatId: format.id, anchor, sourceName: path.basename(file) },
    }),
  };
}

/** What is submitted in one go belongs together; one task alone is no batch. */
function batchOf(jobs: readonly Job[], name: string): Batch | null {
  if (jobs.length < 2) return null;
  const formats = new Set(jobs.map(({ format }) => format.name));
  return { id: randomUUID(), name: name || [...formats].join(', ') };
}

/** Goes one step on; null while the task is under way. */
async function advance(each: Open, run: Run): Promise<Outcome | null> {
  const { client } = run;
  if (each.task === null) {
    await submit(each, run);
    return null;
  }
  if (!hasEnded(each.task.status)) each.task = await client.task(each.task.id);
  return hasEnded(each.task.status) ? outcomeOf(each, each.task, run) : null;
}

/** Leaves a job as it is while there is no room for it: tasks end, and then there is. */
async function submit(each: Open, run: Run): Promise<void> {
  if (run.full !== null) throw new Error(run.full);
  if (!run.hasRoom) return;
  try {
    each.task = await run.client.submit(run.request(each.job), each.key);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === 'too-many-open-tasks') {
      run.hasRoom = false;
      if (!run.isRoomTold) run.say(`${error.detail} The rest is submitted as soon as there is room.`);
      run.isRoomTold = true;
      return;
    }
    const isFull = problemStatus(error.code) === 429 && !passes(error);
    if (isFull) run.full = `Not submitted. ${sentenceOf(error)}`;
    throw error;
  }
}

/** One result that cannot be kept holds none of the others back. */
async function outcomeOf({ job, saved }: Open, task: Task, run: Run): Promise<Outcome> {
  let problem = task.status === 'succeeded' ? null : (task.problem?.detail ?? `The task was ${task.status}.`);
  for (const result of task.results) {
    if (saved.has(result.id)) continue;
    try {
      const { id, index, flags } = result;
      const frame = { width: result.width, height: result.height };
      const { width, height } = savedSize(job.format, { frame, keepsFrame: run.keepsFrame });
      const image = await run.client.image(result, { width, height });
      const name = `${resultName(task, { width, height, index })}.png`;
      saved.set(id, { id, path: await keep(image, name, run), width, height, frame, flags });
    } catch (error) {
      if (passes(error)) throw error;
      problem ??= `${sentenceOf(error)} The result is in the gallery.`;
    }
  }
  const { file, format } = job;
  return { file, format: format.id, taskId: task.id, saved: [...saved.values()], problem };
}

/** Under the name, or the next one that is free: what lies there is somebody's work. */
async function keep(image: Uint8Array, wanted: string, { out, names }: Run): Promise<string> {
  for (;;) {
    const name = distinctNames([...names, wanted]).at(-1) ?? wanted;
    names.add(name);
    const file = path.join(out, name);
    try {
      await writeFile(file, image, { flag: 'wx' });
      return file;
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isThere) throw error;
    }
  }
}

function failed({ job, task, saved }: Open, error: unknown): Outcome {
  const goesOn = task === null ? '' : ' The task goes on: look for it in the gallery.';
  const problem = `${sentenceOf(error)}${goesOn}`;
  const { file, format } = job;
  return { file, format: format.id, taskId: task?.id ?? null, saved: [...saved.values()], problem };
}

export function sentenceOf(error: unknown): string {
  if (error instanceof ProblemError) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
