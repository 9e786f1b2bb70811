import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import { downloadResults } from '../../api/downloadResults.ts';
import type { Task } from '../../domain/contract/task.ts';
import type { StepPicture } from '../../domain/plan/stepPictures.ts';
import { pressedKey } from '../../ui/pressedKey.ts';
import { openDelivery } from '../deliver/deliveryTarget.ts';
import { closeResult, openResult } from '../openResult.ts';
import { useStars } from '../useStars.ts';
import type { ResultPicture, TaskActions } from '../useTaskActions.ts';
import { resultBeside, type ShownResult } from './resultWalk.ts';
import { useShownStep } from './useShownStep.ts';

/** What the viewer's buttons and keys do. */
export type ViewerControls = ReturnType<typeof useViewerControls>;

export function useViewerControls(shown: ShownResult, tasks: readonly Task[], actions: TaskActions) {
  const [showsArea, setShowsArea] = useState(false);
  const [isComparing, setComparing] = useState(false);
  const [isWiping, setWiping] = useState(false);
  const [wantsSurvey, setWantsSurvey] = useState(false);
  const { task, result, previous, next } = shown;
  const stars = useStars();

  const beforeId = usePrevious(result.id);
  const steps = useShownStep(shown);
  /** What is done with the result is seen to be done with it, and not with a step that is shown in its place. */
  const onResult = (act: () => void) => () => {
    steps.showStep(null);
    act();
  };
  const walk = (resultId: string | null) => resultId !== null && openResult(resultId);
  const controls = {
    showsArea,
    toggleArea: () => setShowsArea((before) => !before),
    /** Whether the source is shown alone. */
    isComparing,
    setComparing,
    /** Whether the divider between before and after is shown. */
    isWiping: isWiping && steps.shownStep === null,
    toggleWipe: () => {
      steps.showStep(null);
      setWiping((before) => !before || steps.shownStep !== null);
    },
    steps,
    /** Whether the variants of the task are shown side by side. */
    isSurveying: wantsSurvey && task.results.length > 1,
    setSurveying: (wanted: boolean) => setWantsSurvey(wanted && task.results.length > 1),
    showPrevious: () => walk(previous),
    showNext: () => walk(next),
    blink: () => walk(blinkedTo(task, result.id, beforeId)),
    toggleStar: onResult(() => stars.toggle([result])),
    download: onResult(() => downloadResults(task, [result])),
    deliver: onResult(() => openDelivery([{ task, result }])),
    /** For what is done with the result elsewhere. */
    showResult: () => steps.showStep(null),
    /** What is looked at: a step in place of its result too. */
    openAsSource: () => {
      closeResult();
      actions.openAsSource(task, steps.shownStep ? stepPicture(steps.shownStep) : result);
    },
    /** Of a step, goes back to the result first: what is deleted has been seen. */
    remove: () => {
      if (steps.shownStep !== null) return steps.showStep(null);
      const beside = resultBeside(tasks, task.id, result.id);
      actions.removeResult(task, result);
      if (beside === null) closeResult();
      else openResult(beside);
    },
  };
  const keys = keyActions(controls, task);
  return {
    ...controls,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event)) return;
      if (event.key.startsWith('Arrow') && takesArrowKeys(event.target)) return;
      keys[pressedKey(event)]?.();
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (pressedKey(event) === 'c') setComparing(false);
    },
    /** A key released in another window is never heard of. */
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget === null) setComparing(false);
    },
  };
}

function stepPicture({ resultId, rect: { width, height } }: StepPicture): ResultPicture {
  return { id: resultId, width, height };
}

type KeyControls = Omit<ViewerControls, 'onKeyDown' | 'onKeyUp' | 'onBlur'>;

function keyActions(controls: KeyControls, task: Task): Record<string, () => void> {
  return {
    ArrowLeft: controls.showPrevious,
    ArrowRight: controls.showNext,
    o: controls.toggleArea,
    b: controls.toggleWipe,
    c: () => controls.setComparing(true),
    d: controls.download,
    e: controls.deliver,
    f: controls.blink,
    s: controls.toggleStar,
    n: () => controls.setSurveying(!controls.isSurveying),
    Delete: controls.remove,
    Backspace: controls.remove,
    ...variantKeys(task),
  };
}

/** What a value was before it became what it is now; null at first. */
function usePrevious(value: string): string | null {
  const [seen, setSeen] = useState<{ now: string; before: string | null }>({ now: value, before: null });
  if (seen.now === value) return seen.before;
  setSeen({ now: value, before: seen.now });
  return seen.now;
}

/** Back and forth between two variants in one place, so that what differs jumps at the eye: the one before, else the next. */
function blinkedTo({ results }: Task, openId: string, beforeId: string | null): string | null {
  const ids = results.map(({ id }) => id);
  if (beforeId !== null && beforeId !== openId && ids.includes(beforeId)) return beforeId;
  return ids[(ids.indexOf(openId) + 1) % ids.length] ?? null;
}

/** `1` to `9` open the variants of a task by their number. */
function variantKeys({ results }: Task): Record<string, () => void> {
  return Object.fromEntries(results.map(({ id, index }) => [String(index + 1), () => openResult(id)]));
}

/** Keys of what lies over the viewer bubble through it as well. */
function isElsewhere({ currentTarget, target }: KeyboardEvent): boolean {
  return !(target instanceof Node && currentTarget.contains(target));
}

/** The divider and the choice of what lies before it are moved by arrow keys themselves. */
function takesArrowKeys(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && (target.type === 'range' || target.type === 'radio');
}
