import { type EditorState, type HistoryEntry, historyEntryOf } from './editorState.ts';
import { useEditorStore } from './editorStore.ts';

/** The unfinished work on one source, with its history. */
export interface WorkSnapshot {
  readonly work: HistoryEntry;
  readonly pastStates: readonly Partial<EditorState>[];
  readonly futureStates: readonly Partial<EditorState>[];
}

export function takeWork(): WorkSnapshot {
  const { pastStates, futureStates } = useEditorStore.temporal.getState();
  return { work: historyEntryOf(useEditorStore.getState()), pastStates, futureStates };
}

/** Goes on where the snapshot was taken, once its source is open again. */
export function restoreWork({ work, pastStates, futureStates }: WorkSnapshot): void {
  // It is no step of its own: what was undone can still be done again.
  const { pause, resume } = useEditorStore.temporal.getState();
  pause();
  // Another source clears the history, so that comes first.
  useEditorStore.setState(work);
  resume();
  useEditorStore.temporal.setState({ pastStates: [...pastStates], futureStates: [...futureStates] });
}
