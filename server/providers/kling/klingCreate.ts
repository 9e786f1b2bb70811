import { upstreamRatios } from '../../../src/domain/expansion.ts';
import type { LearnedFacts } from '../learnedFacts.ts';
import type { ExpandRequest, SubmitOutcome } from '../Provider.ts';
import type { KlingPreset } from './klingPreset.ts';

type BottomName = KlingPreset['bottomName'];

interface CreateDeps {
  readonly preset: KlingPreset;
  readonly facts: LearnedFacts;
  /** Sends one create. */
  readonly send: (fields: Readonly<Record<string, unknown>>) => Promise<SubmitOutcome>;
}

const NAMES_OUR_ID = /\bexternal[_ ]?(task[_ ]?)?id\b/i;
const NAMES_BOTTOM = /\b(bottom|down)_expansion_ratio\b/;

/**
 * Sends a create. The bottom side has two names, and which one a gateway takes is not always known: a refusal that
 * names the field was surely not taken, and is answered once with the other name, unless the operator has set one; one
 * that works is remembered.
 */
export async function klingCreate(
  { preset, facts, send }: CreateDeps,
  request: Omit<ExpandRequest, 'picture'>,
): Promise<SubmitOutcome> {
  const learned = preset.isBottomNameSet ? null : (await facts.read()).bottomName;
  const bottomName = learned ?? preset.bottomName;
  const first = await send(requestFields({ ...preset, bottomName }, request));
  if (first.kind === 'duplicate' && isAboutOurId(first.problem.upstream?.message, request.externalTaskId)) {
    await facts.learn({ duplicates: 'refused' });
  }
  if (preset.isBottomNameSet) return first;
  if (first.kind !== 'refused' || !NAMES_BOTTOM.test(first.problem.upstream?.message ?? '')) return first;
  const other: BottomName = bottomName === 'bottom' ? 'down' : 'bottom';
  const second = await send(requestFields({ ...preset, bottomName: other }, request));
  if (second.kind === 'accepted') await facts.learn({ bottomName: other });
  return second.kind === 'refused' ? first : second;
}

/** On this rests that a create may be sent again: that something else was there already is no proof. */
function isAboutOurId(message: string | null | undefined, externalTaskId: string): boolean {
  return NAMES_OUR_ID.test(message ?? '') || (message ?? '').includes(externalTaskId);
}

/** Where a create goes, and its fields as they would be sent now, but the image. */
export async function shownCreate(
  { preset, facts }: Pick<CreateDeps, 'preset' | 'facts'>,
  request: Omit<ExpandRequest, 'source'>,
): Promise<{ url: string; fields: Record<string, unknown> }> {
  const learned = preset.isBottomNameSet ? null : (await facts.read()).bottomName;
  const fields = requestFields({ ...preset, bottomName: learned ?? preset.bottomName }, request);
  return { url: preset.baseUrl + preset.expandPath, fields };
}

/** Exactly the documented fields but the image, which is bare Base64. All four ratios, always. */
function requestFields(
  { bottomName, nType }: Pick<KlingPreset, 'bottomName' | 'nType'>,
  request: Omit<ExpandRequest, 'picture'>,
): Record<string, unknown> {
  const ratios = upstreamRatios(request.expansion);
  return {
    up_expansion_ratio: ratios.up,
    [`${bottomName}_expansion_ratio`]: ratios.bottom,
    left_expansion_ratio: ratios.left,
    right_expansion_ratio: ratios.right,
    ...(request.prompt === '' ? {} : { prompt: request.prompt }),
    n: nType === 'string' ? String(request.n) : request.n,
    external_task_id: request.externalTaskId,
    ...(request.callbackUrl === null ? {} : { callback_url: request.callbackUrl }),
  };
}
