import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import type { StartPicture } from '../../images/startPicture.ts';
import type { LearnedFacts } from '../learnedFacts.ts';
import type { Provider } from '../Provider.ts';
import { base64Body } from './base64Body.ts';
import { Base64Files } from './base64Files.ts';
import { createGroupedPoll } from './groupedPoll.ts';
import { createKlingCalls, type KlingCallsOptions } from './klingCalls.ts';
import type { KlingAnswer } from './klingClient.ts';
import { klingCreate, shownCreate } from './klingCreate.ts';
import { createKlingLookUp } from './klingLookUp.ts';
import { pollOutcome, submitOutcome } from './klingOutcome.ts';
import { packagesPath, readPackages } from './klingPackages.ts';
import type { KlingPreset } from './klingPreset.ts';
import { explainRefusal } from './klingRefusal.ts';
import { klingResults, writtenDown } from './klingResults.ts';

interface KlingProviderOptions extends KlingCallsOptions {
  /** Lends the file whose bytes are sent for a picture. */
  readonly withImage: (
    picture: StartPicture,
    send: (file: string) => Promise<KlingAnswer>,
  ) => Promise<KlingAnswer>;
  /** Where it is kept what the pages of this provider leave open and its answers tell. */
  readonly facts: LearnedFacts;
  readonly pace?: Provider['pace'];
}

/** Nothing leaves with a question, so its answer may not take as long. */
const MAX_QUERY_MS = 30_000;
/** Most tasks end within a minute, and people wait for them: so long the questions come at the same pace. */
const STEADY_POLLS = 45;
/** From then on each question waits this much longer than the one before. */
const SLOWING = 1.35;

/** Kling Expand, wherever it is offered: what differs stands in the preset. */
export function createKlingProvider(options: KlingProviderOptions): Provider {
  const { preset, facts, now } = options;
  const calls = createKlingCalls(options);
  const explained = <T extends { readonly kind: string; readonly problem?: TaskProblem }>(outcome: T): T =>
    explainRefusal(outcome, { preset, aheadMs: calls.aheadMs() });
  const timeoutMs = Math.min(MAX_QUERY_MS, preset.timeoutMs);
  const closing = new AbortController();
  const files = new Base64Files();
  const ask = (call: 'find' | 'poll' | 'balance', path: string, signal: AbortSignal) =>
    calls.make(call, { path, signal, timeoutMs });
  const pathOf = (id: string) => preset.queryPath.replace('{task_id}', encodeURIComponent(id));
  const groupedAt = (path: string) =>
    createGroupedPoll({
      nowMs: () => now().getTime(),
      askForAll: (ids) =>
        ask('poll', `${path}?task_ids=${ids.map(encodeURIComponent).join(',')}`, closing.signal),
    });
  const lookUp = createKlingLookUp({
    ...{ preset, facts, nowMs: () => now().getTime() },
    askFor: (id, signal) => ask('find', pathOf(id), signal),
    askForList: (path, signal) => ask('find', path, signal),
  });

  const tellPackages: Provider['balance'] = async (signal) => {
    const answer = await ask('balance', packagesPath(now().getTime()), signal);
    return answer.kind === 'answered' ? readPackages(answer.reply.fields) : null;
  };

  // A signed token is refused there.
  const grouped = preset.auth === 'bearer' && preset.groupPath !== null ? groupedAt(preset.groupPath) : null;

  return {
    description: { name: preset.name, label: preset.label, usesPrompt: true, isPaid: true },
    pace: options.pace ?? paceOf(preset),
    slots: preset.slots,
    graceMs: preset.graceMs,
    refusesRepeats: async () => {
      if (preset.duplicates !== 'unknown') return preset.duplicates === 'refused';
      return (await facts.read()).duplicates === 'refused';
    },
    mayFindByName: async () => preset.listPath !== null || (await lookUp.findsByName()) !== 'no',
    submit: (request, signal) => {
      const send = async (fields: Readonly<Record<string, unknown>>) => {
        const answer = await options.withImage(request.picture, async (file) => {
          const body = await base64Body(files, { file, field: 'image', fields });
          return calls.make('submit', { path: preset.expandPath, body, signal, timeoutMs: preset.timeoutMs });
        });
        return explained(submitOutcome(answer));
      };
      return klingCreate({ preset, facts, send }, request);
    },
    shownSubmit: (request) => shownCreate({ preset, facts }, request),
    find: async (trace, signal) => explained(await lookUp.find(trace, signal)),
    poll: async (request, signal) => {
      if (await grouped?.isUnderWay(request, signal)) return { kind: 'processing', progress: null };
      const outcome = pollOutcome(await ask('poll', pathOf(request.upstreamTaskId), signal), request);
      grouped?.wasAskedAlone(request, outcome.kind === 'processing');
      const isDone = outcome.kind === 'succeeded';
      if (isDone || outcome.kind === 'processing') await lookUp.tryOut(request, isDone, signal);
      return explained(writtenDown(outcome, request));
    },
    fetchImage: klingResults({
      ...{ baseUrl: preset.baseUrl, proxies: options.proxies ?? null },
      askFor: (id, signal) => ask('poll', pathOf(id), signal),
    }),
    ...(preset.name === 'kling' ? { balance: tellPackages } : {}),
    forget: () => undefined,
    close: () => {
      closing.abort();
      return calls.close();
    },
  };
}

function paceOf({ firstPollMs, slowestPollMs, deadlineMs }: KlingPreset): Provider['pace'] {
  return {
    delayMs: (polls) => {
      const slower = SLOWING ** Math.min(100, Math.max(0, polls - STEADY_POLLS));
      return Math.min(slowestPollMs, Math.round(firstPollMs * slower));
    },
    deadlineMs,
  };
}
