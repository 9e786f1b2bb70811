import { useStore } from 'zustand';
import { isNoStep } from './editorState.ts';
import { stepGroups, useEditorStore } from './editorStore.ts';
import { useGestureStore } from './gestureStore.ts';

const { temporal } = useEditorStore;

/** Takes the last step back. Not during a drag, which has Esc for that. */
export function undo(): void {
  move(() => temporal.getState().undo());
}

/** Takes the last undo back. */
export function redo(): void {
  move(() => temporal.getState().redo());
}

function move(step: () => void): void {
  if (useGestureStore.getState().gesture) return;
  stepGroups.close();
  step();
}

/** Forgets a step that came to nothing: a scrub that went out and back. */
export function endStep(): void {
  stepGroups.close();
  const { pastStates } = temporal.getState();
  const before = pastStates.at(-1);
  const now = useEditorStore.getState();
  if (before && isNoStep({ ...now, ...before }, now))
    temporal.setState({ pastStates: pastStates.slice(0, -1) });
}

export function useCanUndo(): boolean {
  return useStore(temporal, ({ pastStates }) => pastStates.length > 0);
}

export function useCanRedo(): boolean {
  return useStore(temporal, ({ futureStates }) => futureStates.length > 0);
}
