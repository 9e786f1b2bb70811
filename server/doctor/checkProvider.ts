import { randomUUID } from 'node:crypto';
import type { ProxySettings } from '../access/proxySettings.ts';
import type { UpstreamSettings } from '../providerSettings.ts';
import type { UpstreamCall } from '../providers/kling/klingCalls.ts';
import { createKlingProvider } from '../providers/kling/klingProvider.ts';
import { factsInMemory } from '../providers/learnedFacts.ts';
import type { FindOutcome } from '../providers/Provider.ts';
import type { Finding } from './finding.ts';

const KEY_PROBLEMS: ReadonlySet<string> = new Set([
  'upstream-unauthorized',
  'upstream-not-permitted',
  'upstream-account',
]);
/** Kling takes signed tokens from this much in the future only by chance. */
const CLOCK_MAY_DIFFER_MS = 30_000;

/**
 * Asks for a task that nobody made, which costs nothing: tells whether the address, the route and the key are alive,
 * how errors look, and how the clocks differ.
 */
export async function checkProvider(
  upstream: UpstreamSettings,
  proxies: ProxySettings | null,
): Promise<readonly Finding[]> {
  const calls: UpstreamCall[] = [];
  const provider = createKlingProvider({
    ...upstream,
    withImage: () => Promise.reject(new Error('Nothing is sent here.')),
    now: () => new Date(),
    ...{ facts: factsInMemory(), proxies },
    onCall: (call) => calls.push(call),
  });
  const signal = AbortSignal.timeout(60_000);
  const outcome = await provider.find(
    { externalTaskId: `outframe-${randomUUID()}`, hintedTaskId: null },
    signal,
  );
  await provider.close();
  const [call, listing] = calls;
  if (call === undefined) throw new Error('Nothing was asked.');
  const subject = upstream.preset.label;
  const clock = clockFinding(call);
  return [
    { ...judge(outcome, call, upstream), subject },
    ...(listing === undefined ? [] : [listFinding(listing, upstream)]),
    ...(clock === null ? [] : [clock]),
    inUse(upstream),
  ];
}

function listFinding(call: UpstreamCall, { preset }: UpstreamSettings): Finding {
  const subject = `${preset.label}, list`;
  return call.outcome === 'answered'
    ? { grade: 'ok', subject, sentence: `Tasks are listed at ${preset.listPath}.` }
    : { grade: 'note', subject, sentence: `Tasks are not listed at ${preset.listPath}. ${whatItSaid(call)}` };
}

/** How it is asked, as settings that could be copied. */
function inUse({ preset }: UpstreamSettings): Finding {
  const { bottomName, nType, duplicates, findsExternalId, slots } = preset;
  const settings = [
    `PROVIDER_BOTTOM_NAME=${bottomName}`,
    `PROVIDER_N_TYPE=${nType}`,
    `PROVIDER_DUPLICATES=${duplicates}`,
    `PROVIDER_FINDS_EXTERNAL_ID=${findsExternalId}`,
    ...(slots === null ? [] : [`PROVIDER_SLOTS=${slots}`]),
  ].join(' ');
  const isOpen = duplicates === 'unknown' && findsExternalId === 'unknown';
  const open = isOpen ? ' What is unknown is learned from answers, or found out with --paid.' : '';
  return { grade: 'ok', subject: `${preset.label}, asked with`, sentence: `${settings}.${open}` };
}

function judge(
  { kind, ...outcome }: FindOutcome,
  call: UpstreamCall,
  { preset }: UpstreamSettings,
): Omit<Finding, 'subject'> {
  const said = whatItSaid(call);
  if (kind === 'not-found') {
    // A route that is not there and a task that is not there can look alike.
    const isBare = call.code === null || call.code === '404';
    const sentence = `${preset.baseUrl} is there, the key is taken, and it answers about tasks. Unknown ones look like this: ${said}`;
    return isBare
      ? { grade: 'note', sentence: `${sentence} This may also mean that nothing is at PROVIDER_QUERY_PATH.` }
      : { grade: 'ok', sentence };
  }
  if (kind === 'found') {
    return { grade: 'note', sentence: `It claims to know a task that nobody made. ${said}` };
  }
  if (call.outcome === 'not-sent' || call.outcome === 'lost') {
    return {
      grade: 'fault',
      sentence: `${preset.baseUrl} does not answer (${call.message}). Check PROVIDER_BASE_URL and the network.`,
    };
  }
  if (kind === 'refused' && 'problem' in outcome && KEY_PROBLEMS.has(outcome.problem.code)) {
    return { grade: 'fault', sentence: `${outcome.problem.detail} ${said}` };
  }
  if (kind === 'retry-later') {
    return { grade: 'note', sentence: `It is there but busy or in trouble. Try again in a while. ${said}` };
  }
  return {
    grade: 'fault',
    sentence: `Questions are refused at ${preset.queryPath}. Check PROVIDER_BASE_URL and PROVIDER_QUERY_PATH. ${said}`,
  };
}

/** As one line, for whoever asks the provider's support. */
export function whatItSaid({ httpStatus, code, message, requestId }: Omit<UpstreamCall, 'call'>): string {
  const parts = [
    `HTTP ${httpStatus}`,
    ...(code === null ? [] : [`code ${code}`]),
    ...(message === null ? [] : [`"${message}"`]),
    ...(requestId === null ? [] : [`request id ${requestId}`]),
  ];
  return `${parts.join(', ')}.`;
}

function clockFinding({ clockMs }: UpstreamCall): Finding | null {
  if (clockMs === null) return null;
  const differsMs = Math.abs(Date.now() - clockMs);
  const seconds = Math.round(differsMs / 1000);
  return differsMs > CLOCK_MAY_DIFFER_MS
    ? {
        grade: 'note',
        subject: 'Clock',
        sentence: `It differs from the provider's by ${seconds} s. Set it: signed tokens of a wrong clock are refused.`,
      }
    : { grade: 'ok', subject: 'Clock', sentence: `It agrees with the provider's to ${seconds} s.` };
}
