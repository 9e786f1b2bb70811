import type { Config, TaskRequest } from '../domain/contract.ts';
import { requestOf } from '../domain/crop.ts';
import { quoteFor } from '../domain/plan/quote.ts';
import type { Size } from '../domain/side.ts';
import { chosenProvider } from './state/chosenProvider.ts';
import { useEditorStore } from './state/editorStore.ts';

/** What a press of Expand asks for: all of a task but its source. */
export type Asked = Omit<TaskRequest, 'sourceId' | 'sourceName' | 'batch'>;

/** What is set just now, for a source of this size. */
export function askedOf(size: Size, config: Config | null): Asked {
  const { expansion, prompt, n, provider, formatId } = useEditorStore.getState();
  const chosen = chosenProvider(config, provider);
  const quote = quoteFor(size, expansion, { reachesAnyFrame: chosen?.reachesAnyFrame === true });
  return {
    ...requestOf(size, expansion),
    maxSteps: quote.problem === null ? quote.maxSteps : 1,
    prompt,
    n,
    formatId,
    // The provider that was shown, even if the relay's default is another by the time this arrives.
    ...(chosen && { provider: chosen.name }),
  };
}
