import { writeFile } from 'node:fs/promises';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { createOutboundGuard } from '../../access/outboundGuard.ts';
import type { ProxySettings } from '../../access/proxySettings.ts';
import { downloadImage } from '../downloadImage.ts';
import type { AcceptedRequest, FetchOutcome, PollOutcome, Provider } from '../Provider.ts';
import { imageInside, isInAnswer } from './imagesInside.ts';
import type { KlingAnswer } from './klingClient.ts';
import { pollOutcome } from './klingOutcome.ts';

type Names = Pick<AcceptedRequest, 'upstreamTaskId' | 'externalTaskId'>;

interface KlingResultsOptions {
  readonly baseUrl: string;
  /** On the way to results; null for none. */
  readonly proxies: ProxySettings | null;
  /** Asks once more where a task stands. */
  readonly askFor: (upstreamTaskId: string, signal: AbortSignal) => Promise<KlingAnswer>;
}

/** Of one result, from the first byte asked for to the last. */
const DOWNLOAD_MS = 180_000;
const IN_ANSWER = 'in-answer-of:';

/**
 * Images as they are written down: one that came inside of an answer is asked for anew when it is fetched, which costs
 * nothing, and so no row holds megabytes.
 */
export function writtenDown(outcome: PollOutcome, task: Names): PollOutcome {
  if (outcome.kind !== 'succeeded') return outcome;
  const { upstreamTaskId, externalTaskId } = task;
  const url = `${IN_ANSWER}${new URLSearchParams({ upstreamTaskId, externalTaskId })}`;
  const images = outcome.images.map((image) => (isInAnswer(image.url) ? { ...image, url } : image));
  return { ...outcome, images };
}

/** Fetches results, from wherever they are. */
export function klingResults({ baseUrl, proxies, askFor }: KlingResultsOptions): Provider['fetchImage'] {
  const guard = createOutboundGuard({ trustedUrl: baseUrl, proxies });
  // Gateways that keep results themselves may leave their own host out of an address (RFC 3986, 4.2).
  const download = (url: string, file: string, signal: AbortSignal) => {
    const whole = URL.canParse(url, baseUrl) ? new URL(url, baseUrl).href : url;
    return downloadImage({ url: whole, file, signal, timeoutMs: DOWNLOAD_MS, guard });
  };
  return async ({ url, index }, file, signal) => {
    if (!url.startsWith(IN_ANSWER)) return download(url, file, signal);
    const task = namesIn(url);
    const answer = await askFor(task.upstreamTaskId, signal);
    const told = pollOutcome(answer, task);
    if (told.kind === 'retry-later') return told;
    const image = told.kind === 'succeeded' ? told.images.find((one) => one.index === index) : undefined;
    if (image === undefined || answer.kind !== 'answered') return gone();
    if (!isInAnswer(image.url)) return download(image.url, file, signal);
    const bytes = imageInside(image.url, answer.images ?? []);
    if (bytes === null) return gone();
    await writeFile(file, bytes);
    return { kind: 'fetched' };
  };
}

function namesIn(url: string): Names {
  const names = new URLSearchParams(url.slice(IN_ANSWER.length));
  return {
    upstreamTaskId: names.get('upstreamTaskId') ?? '',
    externalTaskId: names.get('externalTaskId') ?? '',
  };
}

function gone(): FetchOutcome {
  const message = 'The image is no longer in the answer.';
  return {
    kind: 'gone',
    problem: taskProblem('result-unavailable', { httpStatus: null, code: null, message, requestId: null }),
  };
}
