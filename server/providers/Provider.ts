import { z } from 'zod';
import type { PrepaidPackage } from '../../src/domain/contract/ledger.ts';
import type { TaskProblem } from '../../src/domain/contract/problem.ts';
import type { Provider as ProviderDescription } from '../../src/domain/contract/provider.ts';
import type { Charge, TaskDetails } from '../../src/domain/contract/task.ts';
import type { Expansion } from '../../src/domain/expansion.ts';
import { PROBLEM_CODES } from '../../src/domain/problem.ts';
import type { StartPicture } from '../images/startPicture.ts';

/** What is asked of a provider; everything it needs to begin, or to begin anew. */
export interface ExpandRequest {
  /** Our own name for this submit; the same one however often it is sent. */
  readonly externalTaskId: string;
  /** What it begins from. */
  readonly picture: StartPicture;
  readonly expansion: Expansion;
  readonly prompt: string;
  readonly n: number;
  /** Whose turn it counts for where requests wait for one another; see `rowLine`. */
  readonly line: string;
  /** Where the provider may tell of changes. */
  readonly callbackUrl: string | null;
}

/** What is known of a submit whose outcome is not. */
export interface SubmitTrace {
  readonly externalTaskId: string;
  /** The provider's own name for it as somebody claims; believed only when the provider confirms it. */
  readonly hintedTaskId: string | null;
}

/** A request that was accepted, under the provider's own name. */
export interface AcceptedRequest extends ExpandRequest {
  readonly upstreamTaskId: string;
}

export const upstreamImageSchema = z.object({
  index: z.int().min(0),
  url: z.string(),
  /** Things to check in it, where its maker knows of any. */
  flags: z.array(z.enum(PROBLEM_CODES)).optional(),
});
/** An image that the provider holds ready. */
export type UpstreamImage = z.infer<typeof upstreamImageSchema>;

interface Again {
  readonly kind: 'retry-later';
  readonly problem: TaskProblem;
  /** As the provider asks for. */
  readonly retryAfterMs?: number;
}

interface Final {
  readonly problem: TaskProblem;
}

export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly upstreamTaskId: string }
  /** Taken before under this external id. */
  | { readonly kind: 'duplicate'; readonly problem: TaskProblem }
  /** Surely not taken; may be sent again. */
  | Again
  /** Taken or not, nobody knows: to be looked up before anything is sent again. */
  | ({ readonly kind: 'ambiguous'; readonly retryAfterMs?: number } & Final)
  | ({ readonly kind: 'refused' } & Final);

export type FindOutcome =
  | { readonly kind: 'found'; readonly upstreamTaskId: string }
  /**
   * The provider says that it knows no submit of this name. Conclusive where it is known to find by our names what it
   * has taken; a task may be late in appearing even there.
   */
  | { readonly kind: 'not-found'; readonly isConclusive: boolean }
  /** Looking up is refused, which says nothing about the submit itself. */
  | ({ readonly kind: 'refused' } & Final)
  | Again;

export type PollOutcome =
  | {
      readonly kind: 'processing';
      readonly progress: number | null;
      /** Small pictures of the images under way, in order, as data: addresses; null for one that has none yet. */
      readonly previews?: readonly (string | null)[];
    }
  | { readonly kind: 'succeeded'; readonly images: readonly UpstreamImage[]; readonly charge?: Charge | null }
  | ({ readonly kind: 'failed'; readonly charge?: Charge | null } & Final)
  /** Said to be over in a word that leaves open whether an image is made. */
  | ({ readonly kind: 'ended'; readonly charge?: Charge | null } & Final)
  /** Done, and without a single image that could be fetched. */
  | ({ readonly kind: 'empty'; readonly charge?: Charge | null } & Final)
  /** Answered in a form that is not known, or about another task. */
  | ({ readonly kind: 'unfamiliar' } & Final)
  /** The provider does not know the task. */
  | ({ readonly kind: 'unknown' } & Final)
  /** Asking is refused, which says nothing about the task itself. */
  | ({ readonly kind: 'refused' } & Final)
  | Again;

export type FetchOutcome =
  | { readonly kind: 'fetched' }
  /** The address no longer works; a fresh one may. */
  | ({ readonly kind: 'gone' } & Final)
  | Again;

/** Whoever expands. Every method answers with an outcome; it throws only when aborted or on trouble of this machine. */
export interface Provider {
  readonly description: Omit<ProviderDescription, 'stopped' | 'reachesAnyFrame'> &
    Partial<Pick<ProviderDescription, 'reachesAnyFrame'>>;
  /** When to ask for the state after so many questions, and when to stop asking. */
  readonly pace: { delayMs(polls: number): number; readonly deadlineMs: number };
  submit(request: ExpandRequest, signal: AbortSignal): Promise<SubmitOutcome>;
  /** What a submit sends, but the image; null where nothing is sent. */
  shownSubmit(request: ExpandRequest): Promise<TaskDetails['sent']>;
  /** Images that it works on at once; null when nobody knows. */
  readonly slots: number | null;
  /** How long a task that was taken may take to be found. */
  readonly graceMs: number;
  /** Whether it is known to refuse an external id that it has taken before: then the same submit may be sent again. */
  refusesRepeats(): Promise<boolean>;
  /** False where it is known not to find by our names what it has taken, and lists nothing: no further question tells. */
  mayFindByName(): Promise<boolean>;
  /** Looks a submit up by our name for it, then by what was hinted; costs nothing. */
  find(trace: SubmitTrace, signal: AbortSignal): Promise<FindOutcome>;
  poll(request: AcceptedRequest, signal: AbortSignal): Promise<PollOutcome>;
  /** Writes an image to a file. */
  fetchImage(image: UpstreamImage, file: string, signal: AbortSignal): Promise<FetchOutcome>;
  /** What is left of what was paid for beforehand; null where it does not say. Left out by those that never do. */
  readonly balance?: (signal: AbortSignal) => Promise<readonly PrepaidPackage[] | null>;
  /** Tells that nothing more will be asked about a submit: stop it where that is possible, drop what is kept for it. */
  forget(externalTaskId: string): void;
  close(): Promise<void>;
}
