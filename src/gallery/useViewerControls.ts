import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import type { Task } from '../domain/contract.ts';
import { type DownloadFormat, downloadResults } from './downloadResults.ts';
import { closeResult, openResult } from './openResult.ts';
import { resultBeside, type ShownResult } from './resultWalk.ts';
import type { TaskActions } from './useTaskActions.ts';

/** What the viewer's buttons and keys do. */
export type ViewerControls = ReturnType<typeof useViewerControls>;

export function useViewerControls(shown: ShownResult, tasks: readonly Task[], actions: TaskActions) {
  const [showsArea, setShowsArea] = useState(false);
  const [isComparing, setComparing] = useState(false);
  const { task, result, previous, next } = shown;

  const walk = (resultId: string | null) => {
    if (resultId !== null) openResult(resultId);
  };
  const controls = {
    showsArea,
    toggleArea: () => setShowsArea((before) => !before),
    /** Whether the source is shown alone. */
    isComparing,
    setComparing,
    showPrevious: () => walk(previous),
    showNext: () => walk(next),
    download: (format: DownloadFormat) => downloadResults([result], format),
    openAsSource: () => {
      closeResult();
      actions.openAsSource(task, result);
    },
    remove: () => {
      const beside = resultBeside(tasks, task.id);
      actions.remove(task);
      if (beside === null) closeResult();
      else openResult(beside);
    },
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: controls.showPrevious,
    ArrowRight: controls.showNext,
    o: controls.toggleArea,
    c: () => setComparing(true),
  };
  return {
    ...controls,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isInMenu(event.target)) return;
      keys[event.key]?.();
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (event.key === 'c') setComparing(false);
    },
    /** A key released in another window is never heard of. */
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget === null) setComparing(false);
    },
  };
}

function isInMenu(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="menu"]') !== null;
}
