import { type EditorState, type HistoryEntry, historyEntryOf } from './editorState.ts';
import { useEditorStore } from './editorStore.ts';

/** The unfinished work on one source, with its history. */
export interface WorkSnapshot {
  readonly work: HistoryEntry;
  readonly pastStates: readonly Partial<EditorState>[];
}

export function takeWork(): WorkSnapshot {
  const { pastStates } = useEditorStore.temporal.getState();
  return { work: historyEntryOf(useEditorStore.getState()), pastStates };
}

/** Goes on where the snapshot was taken, once its source is open again. */
export function restoreWork({ work, pastStates }: WorkSnapshot): void {
  // Another source clears the history, so that comes first.
  useEditorStore.setState(work);
  useEditorStore.temporal.setState({ pastStates: [...pastStates], futureStates: [] });
}
