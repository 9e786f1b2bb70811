import type { ProviderName } from '../contract/provider.ts';
import type { Batch, TaskRequest } from '../contract/taskRequest.ts';
import type { PackEntry } from './packEntry.ts';

/** A request for a task of a pack, all but its source. */
export type PackRequest = Omit<TaskRequest, 'sourceId'>;

interface PackOrder {
  /** What is asked for where a format has no prompt of its own. */
  readonly prompt: string;
  /** Whether the provider reads prompts: else none is sent, as nobody sees them. */
  readonly usesPrompt: boolean;
  readonly provider: ProviderName;
  readonly sourceName: string;
  readonly batch: Batch;
}

/** One request for each format that there is something to expand for, in the order of the pack. */
export function packRequests(
  entries: readonly PackEntry[],
  { prompt, usesPrompt, provider, sourceName, batch }: PackOrder,
): PackRequest[] {
  return entries
    .filter(({ problem }) => problem === null)
    .map(({ item, format, request, maxSteps }) => ({
      ...{ ...request, maxSteps, prompt: usesPrompt ? (item.prompt ?? prompt) : '', n: 1 },
      ...{ formatId: format.id, anchor: item.anchor, provider, sourceName, batch },
    }));
}
