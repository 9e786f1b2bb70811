import { meantAnchor } from '../domain/anchor.ts';
import type { Config } from '../domain/contract/config.ts';
import type { TaskRequest } from '../domain/contract/taskRequest.ts';
import { requestOf } from '../domain/crop.ts';
import { quoteFor } from '../domain/plan/quote.ts';
import type { Size } from '../domain/side.ts';
import { chosenProvider } from './state/chosenProvider.ts';
import type { EditorState } from './state/editorState.ts';
import { useEditorStore } from './state/editorStore.ts';

/** What a press of Expand asks for: all of a task but its source. */
export type Asked = Omit<TaskRequest, 'sourceId' | 'sourceName' | 'batch'>;

type Work = Pick<EditorState, 'expansion' | 'prompt' | 'n' | 'provider' | 'formatId' | 'anchor'>;

/** What is set for a source of this size: for the one that is open, just now. */
export function askedOf(size: Size, config: Config | null, work: Work = useEditorStore.getState()): Asked {
  const { expansion, prompt, n, provider, formatId, anchor } = work;
  const chosen = chosenProvider(config, provider);
  const quote = quoteFor(size, expansion, { reachesAnyFrame: chosen?.reachesAnyFrame === true });
  return {
    ...requestOf(size, expansion),
    maxSteps: quote.problem === null ? quote.maxSteps : 1,
    prompt,
    n,
    formatId,
    anchor: meantAnchor(size, expansion, anchor),
    // The provider that was shown, even if the relay's default is another by the time this arrives.
    ...(chosen && { provider: chosen.name }),
  };
}
