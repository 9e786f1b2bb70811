import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Source } from '../../src/domain/contract.ts';
import { sharp } from '../images/sharpSetup.ts';
import type { UpstreamSettings } from '../providerSettings.ts';
import type { KlingPreset } from '../providers/klingPreset.ts';
import { createKlingProvider, type UpstreamCall } from '../providers/klingProvider.ts';
import type { AcceptedRequest } from '../providers/Provider.ts';
import { whatItSaid } from './checkProvider.ts';
import type { Finding } from './finding.ts';

interface PaidTry {
  readonly upstream: UpstreamSettings;
  /** An empty folder. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

type Way = Pick<KlingPreset, 'bottomName' | 'nType'>;

const SIDE = 300;
/** A frame half as high again: a bottom side that is ignored shows in the result's shape. */
const EXPANSION = { up: 0, right: 0, bottom: 0.5, left: 0 };
const RIGHT_ASPECT = 1 / 1.5;
const ASPECT_MAY_DIFFER = 0.08;

/** How many creates a try sends at most. */
export const MOST_CREATES = 4;

/** Sends the smallest create in each way that is open until one gives a result of the right shape. */
export async function tryPaid({ upstream, folder, say }: PaidTry): Promise<Finding> {
  const subject = `${upstream.preset.label}, paid`;
  const file = path.join(folder, 'source.png');
  await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: '#7a8b99' } })
    .png()
    .toFile(file);
  for (const way of waysOf(upstream.preset)) {
    const words = `${way.bottomName}_expansion_ratio, n as a ${way.nType}`;
    say(`  trying ${words} …`);
    const came = await tryWay({ ...upstream, preset: { ...upstream.preset, ...way } }, { file, folder });
    say(`    ${came.sentence}`);
    if (came.kind === 'right') {
      const settings = `PROVIDER_BOTTOM_NAME=${way.bottomName} PROVIDER_N_TYPE=${way.nType}`;
      return { grade: 'ok', subject, sentence: `It expands as asked. Settings to use: ${settings}` };
    }
    if (came.kind === 'hopeless') return { grade: 'fault', subject, sentence: came.sentence };
  }
  return { grade: 'fault', subject, sentence: 'No way of asking brought a result of the right shape.' };
}

/** The preset's own way first. */
function waysOf({ bottomName, nType }: Way): Way[] {
  const otherName = bottomName === 'bottom' ? 'down' : 'bottom';
  const otherType = nType === 'string' ? 'number' : 'string';
  return [
    { bottomName, nType },
    { bottomName: otherName, nType },
    { bottomName, nType: otherType },
    { bottomName: otherName, nType: otherType },
  ];
}

interface Came {
  /** `wrong` is worth trying another way, `hopeless` is not. */
  readonly kind: 'right' | 'wrong' | 'hopeless';
  readonly sentence: string;
}

async function tryWay(
  upstream: UpstreamSettings,
  { file, folder }: { file: string; folder: string },
): Promise<Came> {
  const calls: UpstreamCall[] = [];
  const provider = createKlingProvider({
    ...upstream,
    withImage: (_source, send) => send(file),
    now: () => new Date(),
    onCall: (call) => calls.push(call),
  });
  const said = () => {
    const call = calls.at(-1);
    return call === undefined ? '' : whatItSaid(call);
  };
  const signal = AbortSignal.timeout(upstream.preset.deadlineMs);
  const request = {
    ...{ externalTaskId: `outframe-doctor-${randomUUID()}`, source: SOURCE, expansion: EXPANSION },
    ...{ prompt: '', n: 1, callbackUrl: null },
  };
  const submitted = await provider.submit(request, signal);
  if (submitted.kind === 'refused' && submitted.problem.code === 'upstream-refused') {
    return { kind: 'wrong', sentence: `It is refused. ${said()}` };
  }
  if (submitted.kind !== 'accepted') {
    return { kind: 'hopeless', sentence: `The create request came to nothing. ${said()}` };
  }
  const accepted: AcceptedRequest = { ...request, upstreamTaskId: submitted.upstreamTaskId };
  for (let polls = 0; ; polls += 1) {
    await pause(provider.pace.delayMs(polls), undefined, { signal });
    const state = await provider.poll(accepted, signal);
    if (state.kind === 'processing' || state.kind === 'retry-later') continue;
    const [image] = state.kind === 'succeeded' ? state.images : [];
    if (image === undefined) {
      return { kind: 'hopeless', sentence: `Task ${accepted.upstreamTaskId} brought no image. ${said()}` };
    }
    const result = path.join(folder, `${accepted.upstreamTaskId}.image`);
    const fetched = await provider.fetchImage(image, result, signal);
    if (fetched.kind !== 'fetched') {
      return {
        kind: 'hopeless',
        sentence: `Its image cannot be downloaded: ${fetched.problem.upstream?.message}`,
      };
    }
    return shapeOf(result);
  }
}

async function shapeOf(result: string): Promise<Came> {
  const { width, height, format } = await sharp(result).metadata();
  const size = `${width} × ${height}, ${format}`;
  return Math.abs(width / height / RIGHT_ASPECT - 1) < ASPECT_MAY_DIFFER
    ? { kind: 'right', sentence: `The result has the right shape: ${size}.` }
    : { kind: 'wrong', sentence: `The result has another shape, so a side was ignored: ${size}.` };
}

const SOURCE: Source = {
  ...{ id: '0'.repeat(64), width: SIDE, height: SIDE, format: 'png', fileBytes: 1, orientation: 1 },
  ...{ hasAlpha: false, copyReasons: [] },
};
