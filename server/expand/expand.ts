import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Batch,
  type Config,
  hasEnded,
  type Provider,
  type Source,
  type Task,
} from '../../src/domain/contract.ts';
import { type Crop, requestOf } from '../../src/domain/crop.ts';
import { distinctNames } from '../../src/domain/deliveryName.ts';
import { addsNothing, type Expansion } from '../../src/domain/expansion.ts';
import { solveFormat } from '../../src/domain/formatSolver.ts';
import type { Format } from '../../src/domain/formats.ts';
import { imagesPaid, quoteFor } from '../../src/domain/plan/quote.ts';
import { totalPrice } from '../../src/domain/price.ts';
import { ProblemError, problemDetail, problemStatus } from '../../src/domain/problem.ts';
import { resultName } from '../../src/domain/resultName.ts';
import { findImages } from './findImages.ts';
import type { Arguments } from './readArguments.ts';
import { RelayAwayError, type RelayClient } from './relayClient.ts';

/** So many files are sent at a time. */
const UPLOADS = 3;
const ASK_AGAIN_MS = 1000;

/** What became of one file in one format. */
interface Outcome {
  readonly file: string;
  /** Null where it did not come to a format. */
  readonly format: string | null;
  /** The results, as files. */
  readonly saved: readonly string[];
  /** Why there are none; null when all went well. */
  readonly problem: string | null;
}

interface Job {
  readonly file: string;
  readonly source: Source;
  readonly format: Format;
  readonly expansion: Expansion;
  readonly crop: Crop | null;
  readonly steps: number;
  readonly maxSteps: number;
}

export interface ExpandDeps {
  readonly client: RelayClient;
  /** Says something to a person. */
  readonly say: (line: string) => void;
  /** Tells of each outcome as it comes. */
  readonly tell: (outcome: Outcome) => void;
  readonly agree: (question: string) => Promise<boolean>;
}

/** Expands files to formats. Returns whether all went well. What fails holds nothing else up. */
export async function expand(asked: Arguments, { client, say, tell, agree }: ExpandDeps): Promise<boolean> {
  let isWell = true;
  const note = (outcome: Outcome) => {
    if (outcome.problem !== null) isWell = false;
    tell(outcome);
  };
  const config = await client.config();
  const provider = providerOf(config, asked);
  const found = await findImages(asked.paths);
  for (const { file, why } of found.refused) note({ file, format: null, saved: [], problem: why });
  if (found.passedOver > 0) say(`${found.passedOver} files that are no images are left out.`);
  if (found.images.length > 0) say(`Sending ${count(found.images.length, 'image')} …`);
  const sources = await upload(found.images, { client, say, note });
  const jobs = sources.flatMap((sent) => jobsOf(sent, asked, { provider, say, note }));
  if (jobs.length === 0) {
    say('There is nothing to expand.');
    return isWell;
  }
  say(quoteOf(jobs, asked.n, { config, provider }));
  if (provider.isPaid && !asked.isAgreed && !(await agree('Go on? [y/N] '))) {
    say('Nothing was submitted.');
    return false;
  }
  await mkdir(asked.out, { recursive: true });
  await work(jobs, asked, { client, say, note, provider });
  return isWell;
}

function providerOf(config: Config, { provider }: Arguments): Provider {
  const wanted = provider ?? config.defaultProvider;
  const found = config.providers.find(({ name }) => name === wanted);
  if (!found) throw new ProblemError('provider-unavailable');
  return found;
}

interface Telling {
  readonly say: (line: string) => void;
  readonly note: (outcome: Outcome) => void;
}

interface Sent {
  readonly file: string;
  readonly source: Source;
}

/** Files that hold the same image count once. */
async function upload(
  files: readonly string[],
  { client, say, note }: Telling & { client: RelayClient },
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const waiting = files.entries();
  const sendOn = async () => {
    for (const [index, file] of waiting) {
      try {
        sent[index] = { file, source: await client.upload(file) };
      } catch (error) {
        note({ file, format: null, saved: [], problem: sentenceOf(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: UPLOADS }, sendOn));
  const first = new Map<string, string>();
  return sent.filter((each) => {
    const same = first.get(each.source.id);
    if (same !== undefined) say(`${each.file} is the same image as ${same}, and left out.`);
    else first.set(each.source.id, each.file);
    return same === undefined;
  });
}

function jobsOf(
  { file, source }: Sent,
  { formats, anchor, allowsCropping }: Arguments,
  { provider, say, note }: Telling & { provider: Provider },
): Job[] {
  return formats.flatMap((format) => {
    const cropped = allowsCropping ? solveFormat({ ...source, allowsCropping }, format, anchor) : null;
    const solved = cropped?.isReached
      ? cropped
      : solveFormat({ ...source, goesBeyond: true }, format, anchor);
    const quote = quoteFor(source, solved.expansion, provider);
    const problem = quote.problem ?? (solved.isReached ? null : 'plan-too-large');
    if (quote.problem !== null || problem !== null) {
      note({ file, format: format.id, saved: [], problem: problemDetail(problem ?? 'plan-too-large') });
      return [];
    }
    if (addsNothing(solved.expansion)) {
      say(`${file} has the shape of ${format.name} already.`);
      return [];
    }
    const { steps, maxSteps } = quote;
    return [{ file, source, format, ...requestOf(source, solved.expansion), steps, maxSteps }];
  });
}

/** `4 tasks, 6 images to pay for: $0.18 at Kling (DeerAPI).` */
function quoteOf(
  jobs: readonly Job[],
  n: number,
  { config, provider }: { config: Config; provider: Provider },
): string {
  const tasks = count(jobs.length, 'task');
  if (!provider.isPaid) return `${tasks} for ${provider.label}, which costs nothing.`;
  const images = jobs.reduce((sum, { steps }) => sum + imagesPaid(steps, n), 0);
  const inSteps = jobs.filter(({ steps }) => steps > 1).length;
  const price = config.pricePerImage && totalPrice(config.pricePerImage, images);
  const why = inSteps > 0 ? ` ${count(inSteps, 'task')} of them in steps.` : '';
  return `${tasks}, ${count(images, 'image')} to pay for${price ? `: ${price}` : ''} at ${provider.label}.${why}`;
}

/** Submits, follows and saves every job. What the relay refuses for now is refused for what comes after it too. */
async function work(
  jobs: readonly Job[],
  asked: Arguments,
  { client, say, note, provider }: Telling & { client: RelayClient; provider: Provider },
): Promise<void> {
  const open: { job: Job; task: Task }[] = [];
  const batch = batchOf(jobs, asked);
  let full: string | null = null;
  for (const job of jobs) {
    const { file, format } = job;
    try {
      if (full !== null) throw new Error(full);
      const request = { ...fieldsOf(job, asked), batch, provider: provider.name };
      open.push({ job, task: await client.submit(request, randomUUID()) });
    } catch (error) {
      if (error instanceof ProblemError && problemStatus(error.code) === 429)
        full = `Not submitted. ${sentenceOf(error)}`;
      if (error instanceof RelayAwayError) full = `Not submitted. ${error.message}`;
      note({ file, format: format.id, saved: [], problem: sentenceOf(error) });
    }
  }
  const names = new Set<string>();
  const all = open.length;
  let done = 0;
  while (open.length > 0) {
    for (const each of [...open]) {
      const { job, task } = each;
      try {
        each.task = hasEnded(task.status) ? task : await client.task(task.id);
        if (!hasEnded(each.task.status)) continue;
        note(await outcomeOf(each, { client, out: asked.out, names }));
      } catch (error) {
        const problem = `${sentenceOf(error)} The task goes on: look for it in the gallery.`;
        note({ file: job.file, format: job.format.id, saved: [], problem });
      }
      open.splice(open.indexOf(each), 1);
      done += 1;
      say(`${done} of ${all} done.`);
    }
    if (open.length > 0) await pause(ASK_AGAIN_MS);
  }
}

function fieldsOf({ file, source, format, expansion, crop, maxSteps }: Job, { prompt, n }: Arguments) {
  return {
    ...{ sourceId: source.id, expansion, crop, maxSteps, prompt, n },
    ...{ formatId: format.id, sourceName: path.basename(file) },
  };
}

/** What is submitted in one go belongs together; one task alone is no batch. */
function batchOf(jobs: readonly Job[], { batchName }: Arguments): Batch | null {
  if (jobs.length < 2) return null;
  const formats = new Set(jobs.map(({ format }) => format.name));
  return { id: randomUUID(), name: batchName || [...formats].join(', ') };
}

interface Saving {
  readonly client: RelayClient;
  readonly out: string;
  /** Of the files that are there already. */
  readonly names: Set<string>;
}

async function outcomeOf(
  { job, task }: { job: Job; task: Task },
  { client, out, names }: Saving,
): Promise<Outcome> {
  const saved: string[] = [];
  for (const result of task.results) {
    const name = distinctNames([...names, `${resultName(task, result)}.png`]).at(-1) ?? result.id;
    names.add(name);
    const file = path.join(out, name);
    await client.save(result, file);
    saved.push(file);
  }
  const isWhole = task.status === 'succeeded';
  const problem = isWhole ? null : (task.problem?.detail ?? `The task was ${task.status}.`);
  return { file: job.file, format: job.format.id, saved, problem };
}

function sentenceOf(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
