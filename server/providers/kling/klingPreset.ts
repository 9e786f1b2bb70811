import { PROVIDER_LABELS, type ProviderName } from '../../../src/domain/contract/provider.ts';

export const KLING_NAMES = ['deerapi', 'cometapi', 'kling'] as const satisfies readonly ProviderName[];
export type KlingName = (typeof KLING_NAMES)[number];

/** Everything in which the places that offer Kling Expand differ. */
export interface KlingPreset {
  readonly name: KlingName;
  /** Shown to people. */
  readonly label: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Where a task is created. */
  readonly expandPath: string;
  /** Where one is asked for, by either name; `{task_id}` stands for it. */
  readonly queryPath: string;
  /** The bottom side is `bottom_expansion_ratio` or `down_expansion_ratio`. */
  readonly bottomName: 'bottom' | 'down';
  /** Whether somebody said so: then what was seen of the provider does not overrule it. */
  readonly isBottomNameSet: boolean;
  readonly nType: 'string' | 'number';
  /** Sends a key as it is, or a token signed with an access and a secret key. */
  readonly auth: 'bearer' | 'jwt';
  /** A question for the state follows so long after the one before; after a while ever later, up to `slowestPollMs`. */
  readonly firstPollMs: number;
  readonly slowestPollMs: number;
  readonly deadlineMs: number;
  /** How long an answer may take: up to 14 MB leave with a create request. */
  readonly timeoutMs: number;
  /** Images that it works on at once; null when nobody knows. */
  readonly slots: number | null;
  /** What it does with an external id that it has taken before. Unknown ones are learned. */
  readonly duplicates: 'refused' | 'accepted' | 'unknown';
  /** Whether what it has taken is found by its external id, in the place of its own: then «no such task» counts. */
  readonly findsExternalId: 'yes' | 'no' | 'unknown';
  /** How long a task that was taken may take to be found. */
  readonly graceMs: number;
  /** Where its tasks are listed; null where nobody knows of such a place. */
  readonly listPath: string | null;
  /** Where several tasks are asked for in one question, with a plain key; null where nobody knows of such a place. */
  readonly groupPath: string | null;
}

const PATH = '/v1/images/editing/expand';
const PACE = {
  firstPollMs: 1000,
  slowestPollMs: 10_000,
  deadlineMs: 15 * 60_000,
  timeoutMs: 120_000,
  slots: null,
  isBottomNameSet: false,
  duplicates: 'unknown',
  findsExternalId: 'unknown',
  graceMs: 60_000,
  listPath: null,
  groupPath: null,
} as const;

/** DeerAPI as its reference page has it, CometAPI and Kling as their present pages have it. */
export const KLING_PRESETS: Readonly<Record<KlingName, KlingPreset>> = {
  deerapi: {
    ...PACE,
    name: 'deerapi',
    label: PROVIDER_LABELS.deerapi,
    baseUrl: 'https://api.deerapi.com',
    expandPath: `/kling${PATH}`,
    queryPath: `/kling${PATH}/{task_id}`,
    bottomName: 'bottom',
    nType: 'string',
    auth: 'bearer',
  },
  cometapi: {
    ...PACE,
    name: 'cometapi',
    label: PROVIDER_LABELS.cometapi,
    baseUrl: 'https://api.cometapi.com',
    expandPath: `/kling${PATH}`,
    queryPath: `/kling${PATH}/{task_id}`,
    bottomName: 'down',
    nType: 'number',
    auth: 'bearer',
  },
  kling: {
    ...PACE,
    name: 'kling',
    label: PROVIDER_LABELS.kling,
    baseUrl: 'https://api-singapore.klingai.com',
    expandPath: PATH,
    queryPath: `${PATH}/{task_id}`,
    bottomName: 'down',
    nType: 'number',
    auth: 'bearer',
    // Measured: a repeated id is refused, and costs nothing. The smallest package works on nine images.
    duplicates: 'refused',
    findsExternalId: 'yes',
    listPath: PATH,
    groupPath: '/tasks',
    slots: 9,
  },
};
