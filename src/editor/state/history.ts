import { useStore } from 'zustand';
import { followEditorDepth, redoOutside, undoOutside, useOutsideHistory } from '../../ui/outsideHistory.ts';
import { useDragStore } from './dragStore.ts';
import { isEmptyEntry } from './editorState.ts';
import { historyGroups, useEditorStore } from './editorStore.ts';

const { temporal } = useEditorStore;

followEditorDepth(() => temporal.getState().pastStates.length);

/** Takes back what was done last, in the editor or outside of it. Not during a drag, which has Esc for that. */
export function undo(): void {
  move(() => undoOutside() || temporal.getState().undo());
}

/** Takes the last undo back. */
export function redo(): void {
  move(() => redoOutside() || temporal.getState().redo());
}

/** Takes back what was done last outside of the editor, and nothing of the editor's own: it cannot be seen just now. */
export function undoOutsideOnly(): void {
  move(undoOutside);
}

export function redoOutsideOnly(): void {
  move(redoOutside);
}

function move(step: () => unknown): void {
  if (useDragStore.getState().gesture) return;
  historyGroups.close();
  step();
}

/** Forgets a step that came to nothing: a scrub that went out and back. */
export function dropEmptyEntry(): void {
  historyGroups.close();
  const { pastStates } = temporal.getState();
  const before = pastStates.at(-1);
  const now = useEditorStore.getState();
  if (before && isEmptyEntry({ ...now, ...before }, now))
    temporal.setState({ pastStates: pastStates.slice(0, -1) });
}

export function useCanUndo(): boolean {
  const isOutside = useOutsideHistory(({ done }) => done.length > 0);
  return useStore(temporal, ({ pastStates }) => pastStates.length > 0) || isOutside;
}

export function useCanRedo(): boolean {
  const isOutside = useOutsideHistory(({ undone }) => undone.length > 0);
  return useStore(temporal, ({ futureStates }) => futureStates.length > 0) || isOutside;
}
