import { create } from 'zustand';

/** Something that was done outside of the editor's own history and can be taken back: a deletion, another image opened. */
interface OutsideAction {
  /** Until what it returns is over, nothing else is taken back or done again. */
  readonly undo: () => unknown;
  readonly redo: () => unknown;
}

/** How many steps the editor's own history had before and after it, so that both are taken back in their order. */
type Placed = OutsideAction & { readonly depthBefore: number; readonly depthAfter: number };

interface OutsideHistory {
  readonly done: readonly Placed[];
  readonly undone: readonly Placed[];
}

const NOTHING: OutsideHistory = { done: [], undone: [] };

export const useOutsideHistory = create<OutsideHistory>()(() => NOTHING);

/** Of images that were left, by their keys. */
const left = new Map<string, OutsideHistory>();

const { getState, setState } = useOutsideHistory;

let editorDepth = () => 0;
/** Images take a moment to come back; the next step may belong to the one that is coming. */
let isBusy = false;

function run(action: () => unknown): void {
  const over = action();
  if (!(over instanceof Promise)) return;
  isBusy = true;
  void over.finally(() => {
    isBusy = false;
  });
}

/** Tells how the depth of the editor's own history is read. */
export function followEditorDepth(read: () => number): void {
  editorDepth = read;
}

/**
 * Notes what was just done; returns what forgets it, once it can no longer be taken back.
 *
 * @param depthBefore the steps of the editor's history before it, where it gave the editor another history
 */
export function recordOutside(action: OutsideAction, depthBefore = editorDepth()): () => void {
  const placed = { ...action, depthBefore, depthAfter: editorDepth() };
  setState(({ done }) => ({ done: [...done, placed], undone: [] }));
  return () => {
    const without = ({ done, undone }: OutsideHistory) => ({
      done: done.filter((each) => each !== placed),
      undone: undone.filter((each) => each !== placed),
    });
    setState(without);
    for (const [key, history] of left) left.set(key, without(history));
  };
}

/** What was done can no longer be taken back. */
export function forgetOutside(): void {
  setState(NOTHING);
}

/**
 * Another image is worked on: what was done before it is not taken back from there, but again from the one before.
 *
 * @param carried the latest of these goes along to the other image, which comes up because of it
 */
export function changeOutside(from: string | null, to: string, carried?: keyof OutsideHistory): void {
  const before = getState();
  const step = carried && before[carried].at(-1);
  const there = left.get(to) ?? NOTHING;
  left.delete(to);
  if (!step) {
    if (from !== null) left.set(from, before);
    setState(there);
    return;
  }
  if (from !== null) left.set(from, { ...before, [carried]: before[carried].slice(0, -1) });
  const placed = { ...step, depthBefore: editorDepth(), depthAfter: editorDepth() };
  setState({ ...there, [carried]: [...there[carried], placed] });
}

/** Whether anything was done outside of the editor that can be taken back. */
export function hasOutsideSteps(): boolean {
  return getState().done.length > 0;
}

/** A step of the editor's own: what was undone before it is not done again. */
export function forgetUndone(): void {
  if (getState().undone.length > 0) setState({ undone: [] });
}

/** Takes the latest outside action back, if nothing was done in the editor since. Tells whether it did. */
export function undoOutside(): boolean {
  if (isBusy) return true;
  const last = getState().done.at(-1);
  if (!last || last.depthAfter < editorDepth()) return false;
  setState(({ done, undone }) => ({ done: done.slice(0, -1), undone: [...undone, last] }));
  run(last.undo);
  return true;
}

/** Does the outside action again that was taken back last, if it comes before the editor's own steps. */
export function redoOutside(): boolean {
  if (isBusy) return true;
  const last = getState().undone.at(-1);
  if (!last || last.depthBefore > editorDepth()) return false;
  setState(({ done, undone }) => ({ done: [...done, last], undone: undone.slice(0, -1) }));
  run(last.redo);
  return true;
}
