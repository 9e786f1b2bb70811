import { create } from 'zustand';
import { useEditorStore } from '../state/editorStore.ts';

const useStore = create<{ readonly isTold: boolean }>()(() => ({ isTold: false }));
let stopFollowing = () => {};

/**
 * Says at the prompt that another stands in the place of the one that was typed, and that undo brings it back: until
 * anything else is set, as from then on undo takes that back first.
 */
export function tellReplacedPrompt(): void {
  stopFollowing();
  useStore.setState({ isTold: true });
  stopFollowing = useEditorStore.subscribe(forgetReplacedPrompt);
}

/** What was set is asked for now: the prompt is the one that is wanted. */
export function forgetReplacedPrompt(): void {
  stopFollowing();
  useStore.setState({ isTold: false });
}

export function useIsPromptReplaced(): boolean {
  return useStore(({ isTold }) => isTold);
}
