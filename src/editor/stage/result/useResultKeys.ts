import { useEffect, useRef } from 'react';
import { downloadResults } from '../../../api/downloadResults.ts';
import type { Result } from '../../../domain/contract/result.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { isStageCovered } from '../../../ui/isDialogOpen.ts';
import { pressedKey } from '../../../ui/pressedKey.ts';
import { typesText } from '../../../ui/typesText.ts';
import type { StageResultActions } from './stageResultActions.ts';
import { leaveResult, showVariant } from './stageResultStore.ts';

interface ResultKeys extends StageResultActions {
  readonly task: Task;
  readonly result: Result;
  readonly toggleComparing: () => void;
}

const MOVED_BY_ARROWS = 'input, [role=slider], [role=menu], [role=combobox], [role=listbox], [role=radio]';

/** The keys of a result on the stage: they come before those of the frame under it. */
export function useResultKeys(keys: ResultKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typesText(event.target) || isStageCovered())
        return;
      if (isInGallery(event.target)) return;
      if (hasOwnUse(event.target, event.key)) return;
      const does = commandOf(pressedKey(event), latest.current);
      if (!does) return;
      event.preventDefault();
      event.stopPropagation();
      does();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/** A card or a thumbnail that has the focus is what the keys are meant for, not the result on the stage. */
function isInGallery(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-area=gallery]') !== null;
}

/** What has the focus has the key that presses it, and the arrows where it is moved by them: a plain button is not. */
function hasOwnUse(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key.startsWith('Arrow')) return target.closest(MOVED_BY_ARROWS) !== null;
  return key === 'Enter' && target.closest(`${MOVED_BY_ARROWS}, button, summary`) !== null;
}

function commandOf(key: string, keys: ResultKeys): (() => void) | null {
  const { task, result, onKeep, onRetry, onDeliver, toggleComparing } = keys;
  const { results } = task;
  const by = (step: number) => () => {
    const beside = results[(results.indexOf(result) + step + results.length) % results.length];
    if (beside) showVariant(beside.id);
  };
  const commands: Record<string, () => void> = {
    ArrowLeft: by(-1),
    ArrowRight: by(1),
    b: toggleComparing,
    d: () => downloadResults(task, [result]),
    e: () => onDeliver(task, result),
    p: () => onRetry(task),
    Enter: () => onKeep(task, result),
    Escape: leaveResult,
  };
  // By a variant's own number, as in the viewer: it stays when another one is deleted.
  const numbered = results.find(({ index }) => String(index + 1) === key);
  return numbered ? () => showVariant(numbered.id) : (commands[key] ?? null);
}
