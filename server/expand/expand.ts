import { mkdir } from 'node:fs/promises';
import type { Config } from '../../src/domain/contract/config.ts';
import type { Provider } from '../../src/domain/contract/provider.ts';
import type { Source } from '../../src/domain/contract/source.ts';
import { requestOf } from '../../src/domain/crop.ts';
import { typeHolds } from '../../src/domain/delivery.ts';
import { addsNothing } from '../../src/domain/expansion.ts';
import { solveFormat } from '../../src/domain/formatSolver.ts';
import { frameOf } from '../../src/domain/frame.ts';
import { imagesPaid, quoteFor } from '../../src/domain/plan/quote.ts';
import { totalPrice } from '../../src/domain/price.ts';
import { ProblemError, problemDetail } from '../../src/domain/problem.ts';
import type { Size } from '../../src/domain/side.ts';
import { findImages } from './findImages.ts';
import { type Outcome, savedSize } from './outcome.ts';
import type { Arguments } from './readArguments.ts';
import type { RelayClient } from './relayClient.ts';
import { type Job, runJobs, sentenceOf } from './runJobs.ts';

/** So many files are sent at a time. */
const UPLOADS = 3;
/** A relay that is set up anew, or whose database is. */
const PATIENCE_MS = 30 * 60_000;

export interface ExpandDeps {
  readonly client: RelayClient;
  /** Says something to a person. */
  readonly say: (line: string) => void;
  /** Tells of each outcome as it comes. */
  readonly tell: (outcome: Outcome) => void;
  readonly agree: (question: string) => Promise<boolean>;
  /** So long a relay that does not answer is waited for. */
  readonly patienceMs?: number;
}

/** Expands files to formats. Returns whether all went well. What fails holds nothing else up. */
export async function expand(asked: Arguments, deps: ExpandDeps): Promise<boolean> {
  const { client, say, tell, agree, patienceMs = PATIENCE_MS } = deps;
  let isWell = true;
  const note = (outcome: Outcome) => {
    if (outcome.problem !== null) isWell = false;
    tell(outcome);
  };
  const config = await client.config();
  const provider = providerOf(config, asked);
  const found = await findImages(asked.paths);
  for (const { file, why } of found.refused)
    note({ file, format: null, taskId: null, saved: [], problem: why });
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
  await runJobs(jobs, asked, { client, say, note, provider, patienceMs });
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
        note({ file, format: null, taskId: null, saved: [], problem: sentenceOf(error) });
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
  { formats, anchor, allowsCropping, keepsFrame }: Arguments,
  { provider, say, note }: Telling & { provider: Provider },
): Job[] {
  return formats.flatMap((format) => {
    const refuse = (problem: string): Job[] => {
      note({ file, format: format.id, taskId: null, saved: [], problem });
      return [];
    };
    const cropped = allowsCropping ? solveFormat({ ...source, allowsCropping }, format, anchor) : null;
    const solved = cropped?.isReached
      ? cropped
      : solveFormat({ ...source, goesBeyond: true }, format, anchor);
    const quote = quoteFor(source, solved.expansion, provider);
    if (quote.problem !== null) return refuse(problemDetail(quote.problem));
    if (!solved.isReached) return refuse(problemDetail('plan-too-large'));
    if (addsNothing(solved.expansion)) {
      say(`${file} has the shape of ${format.name} already.`);
      return [];
    }
    const frame = frameOf(source, solved.expansion);
    const saved = savedSize(format, { frame, keepsFrame });
    // Asked before anything is paid for.
    if (!typeHolds('png', saved)) {
      const instead = keepsFrame ? 'another format' : 'fewer pixels, or keep the frame with --frame';
      return refuse(`${pixels(saved)} is larger than a PNG from here may be. Name ${instead}.`);
    }
    if (saved.width > frame.width) {
      say(`${file}: the frame has ${pixels(frame)}, and is enlarged to ${pixels(saved)} for ${format.name}.`);
    }
    const { steps, maxSteps } = quote;
    return [{ file, source, format, ...requestOf(source, solved.expansion), steps, maxSteps }];
  });
}

function pixels({ width, height }: Size): string {
  return `${width} × ${height} px`;
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

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
