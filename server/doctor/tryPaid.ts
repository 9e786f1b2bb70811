import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Source } from '../../src/domain/contract/source.ts';
import type { ProxySettings } from '../access/proxySettings.ts';
import { sharp } from '../images/sharpSetup.ts';
import { pictureOfSource } from '../images/startPicture.ts';
import type { UpstreamSettings } from '../providerSettings.ts';
import type { UpstreamCall } from '../providers/kling/klingCalls.ts';
import type { KlingPreset } from '../providers/kling/klingPreset.ts';
import { createKlingProvider } from '../providers/kling/klingProvider.ts';
import { factsInMemory } from '../providers/learnedFacts.ts';
import type { AcceptedRequest, Provider, SubmitOutcome } from '../providers/Provider.ts';
import { whatItSaid } from './checkProvider.ts';
import type { Finding } from './finding.ts';
import { imageOfPaidTask } from './paidTask.ts';

interface PaidTry {
  readonly upstream: UpstreamSettings;
  /** An empty folder. */
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly proxies: ProxySettings | null;
  /** A signal that aborts once a task has taken too long. */
  readonly timeoutSignal?: (ms: number) => AbortSignal;
}

type Way = Pick<KlingPreset, 'bottomName' | 'nType'>;

const SIDE = 300;
/** A frame half as high again: a bottom side that is ignored shows in the result's shape. */
const EXPANSION = { up: 0, right: 0, bottom: 0.5, left: 0 };
const RIGHT_ASPECT = 1 / 1.5;
const ASPECT_MAY_DIFFER = 0.08;

/** How many creates a try sends at most. */
export const MAX_CREATES = 5;

/**
 * Sends the smallest create in each way that is open until one gives a result of the right shape; then asks for it by
 * our name, and sends it once more under the same one.
 */
export async function tryPaid(paidTry: PaidTry): Promise<Finding> {
  const { upstream, folder, say } = paidTry;
  const subject = `${upstream.preset.label}, paid`;
  const file = path.join(folder, 'source.png');
  await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: '#7a8b99' } })
    .png()
    .toFile(file);
  for (const way of waysOf(upstream.preset)) {
    const words = `${way.bottomName}_expansion_ratio, n as a ${way.nType}`;
    say(`  trying ${words} …`);
    const came = await tryWay(
      { ...upstream, preset: { ...upstream.preset, ...way, isBottomNameSet: true } },
      { ...paidTry, file },
    );
    say(`    ${came.sentence}`);
    if (came.kind === 'right') {
      const names = await namesOf(came);
      const settings = [
        ...[`PROVIDER_BOTTOM_NAME=${way.bottomName}`, `PROVIDER_N_TYPE=${way.nType}`],
        ...[`PROVIDER_DUPLICATES=${names.duplicates}`, `PROVIDER_FINDS_EXTERNAL_ID=${names.finds}`],
      ].join(' ');
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

/** `wrong` is worth trying another way, `hopeless` is not. */
type Came =
  | { readonly kind: 'wrong' | 'hopeless'; readonly sentence: string }
  | { readonly kind: 'right'; readonly sentence: string; readonly task: PaidTask };

interface PaidTask {
  readonly provider: Provider;
  readonly accepted: AcceptedRequest;
}

/** What the provider does with our name for a task that it has. */
async function namesOf({ task: { provider, accepted } }: Extract<Came, { kind: 'right' }>) {
  const { externalTaskId, upstreamTaskId } = accepted;
  const signal = AbortSignal.timeout(60_000);
  const found = await provider.find({ externalTaskId, hintedTaskId: null }, signal);
  const isFound = found.kind === 'found' && found.upstreamTaskId === upstreamTaskId;
  const again = await provider.submit(accepted, signal);
  // Whoever answers with the task that it has makes no second one.
  const isSame = again.kind === 'accepted' && again.upstreamTaskId === upstreamTaskId;
  const isRefused = again.kind === 'duplicate' || isSame;
  return {
    finds: isFound ? 'yes' : found.kind === 'not-found' ? 'no' : 'unknown',
    duplicates: isRefused ? 'refused' : again.kind === 'accepted' ? 'accepted' : 'unknown',
  };
}

async function tryWay(
  upstream: UpstreamSettings,
  {
    file,
    folder,
    proxies,
    timeoutSignal = AbortSignal.timeout,
  }: Omit<PaidTry, 'upstream'> & { file: string },
): Promise<Came> {
  const calls: UpstreamCall[] = [];
  const provider = createKlingProvider({
    ...upstream,
    withImage: (_source, send) => send(file),
    now: () => new Date(),
    ...{ facts: factsInMemory(), proxies },
    onCall: (call) => calls.push(call),
  });
  const said = () => {
    const call = calls.at(-1);
    return call === undefined ? '' : whatItSaid(call);
  };
  const signal = timeoutSignal(upstream.preset.deadlineMs);
  const request = {
    ...{
      externalTaskId: `outframe-doctor-${randomUUID()}`,
      picture: pictureOfSource(SOURCE),
      expansion: EXPANSION,
    },
    ...{ prompt: '', n: 1, line: '', callbackUrl: null },
  };
  const submitted = await provider.submit(request, signal);
  if (submitted.kind !== 'accepted')
    return notTaken(submitted, { said: said(), name: request.externalTaskId });
  const accepted: AcceptedRequest = { ...request, upstreamTaskId: submitted.upstreamTaskId };
  const brought = await imageOfPaidTask({ provider, accepted, folder, signal, said });
  if ('sentence' in brought) return { kind: 'hopeless', sentence: brought.sentence };
  const came = await shapeOf(brought.file);
  return came.isRight
    ? { kind: 'right', sentence: came.sentence, task: { provider, accepted } }
    : { kind: 'wrong', sentence: came.sentence };
}

function notTaken(
  submitted: Exclude<SubmitOutcome, { kind: 'accepted' }>,
  { said, name }: { said: string; name: string },
): Came {
  switch (submitted.kind) {
    case 'refused':
      return submitted.problem.code === 'upstream-refused'
        ? { kind: 'wrong', sentence: `It is refused. ${said}` }
        : { kind: 'hopeless', sentence: `${submitted.problem.detail} ${said}` };
    case 'retry-later':
      return { kind: 'hopeless', sentence: `It takes no request now: try again in a while. ${said}` };
    default:
      return {
        kind: 'hopeless',
        sentence: `Whether it took the create request named ${name} is not known, and nothing more was sent. Look for it in the provider's console before you try again. ${said}`,
      };
  }
}

async function shapeOf(result: string): Promise<{ isRight: boolean; sentence: string }> {
  const { width, height, format } = await sharp(result).metadata();
  const size = `${width} × ${height}, ${format}`;
  const isRight = Math.abs(width / height / RIGHT_ASPECT - 1) < ASPECT_MAY_DIFFER;
  return {
    isRight,
    sentence: isRight
      ? `The result has the right shape: ${size}.`
      : `The result has another shape, so a side was ignored: ${size}.`,
  };
}

const SOURCE: Source = {
  ...{ id: '0'.repeat(64), width: SIDE, height: SIDE, format: 'png', fileBytes: 1, orientation: 1 },
  ...{ hasAlpha: false, copyReasons: [] },
};
