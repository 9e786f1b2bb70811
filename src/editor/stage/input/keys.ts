import { isStageCovered } from '../../../ui/isDialogOpen.ts';
import { pressedKey } from '../../../ui/pressedKey.ts';
import { setSnapping, useEditorStore } from '../../state/editorStore.ts';
import { isResultShown } from '../result/stageResultStore.ts';
import type { StageView } from '../stageView.ts';
import type { StageDrag } from './drag.ts';
import { modifierKeys } from './modifierKeys.ts';

/** One press of a zoom key. */
export const ZOOM_STEP = 1.25;

interface KeyOptions {
  readonly container: HTMLElement;
  readonly view: Pick<StageView, 'fit' | 'showActualSize' | 'zoomBy'>;
  readonly drag: Pick<StageDrag, 'isOn' | 'setModifiers'>;
  /** Takes the drag in progress back. */
  readonly cancel: () => void;
}

/** The keys of the stage: what they mean to a drag, and the ones that move the viewport. Silent while a field is typed in. */
export function attachKeys({ container, view, drag, cancel }: KeyOptions) {
  let isSpaceHeld = false;

  const commands: Record<string, () => void> = {
    '0': view.fit,
    '1': view.showActualSize,
    '+': () => view.zoomBy(ZOOM_STEP),
    '=': () => view.zoomBy(ZOOM_STEP),
    '-': () => view.zoomBy(1 / ZOOM_STEP),
    s: () => setSnapping(!useEditorStore.getState().isSnapping),
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (drag.isOn) {
      // Alt alone would open the browser's menu, and an arrow would move the handle that is being dragged.
      drag.setModifiers(modifierKeys(event));
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') cancel();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTakenElsewhere(event.target)) return;
    if (event.key === ' ') {
      if (isSpaceForStage(container, event.target)) holdSpace(event);
      return;
    }
    const key = pressedKey(event);
    // The variants of a result on the stage have the digits.
    if (isResultShown() && /^[1-9]$/.test(key)) return;
    const command = commands[key];
    if (!command) return;
    event.preventDefault();
    command();
  }

  function holdSpace(event: KeyboardEvent): void {
    event.preventDefault();
    isSpaceHeld = true;
    container.style.cursor ||= 'grab';
  }

  function onKeyUp(event: KeyboardEvent): void {
    drag.setModifiers(modifierKeys(event));
    if (event.key !== ' ' || !isSpaceHeld) return;
    // The release is what presses a button.
    event.preventDefault();
    isSpaceHeld = false;
    container.style.cursor = '';
  }

  const onFocusIn = ({ target }: FocusEvent) => {
    if (isReachedUnseen(target, container)) view.fit();
  };
  const onBlur = () => {
    isSpaceHeld = false;
  };
  const listeners = new AbortController();
  const { signal } = listeners;
  window.addEventListener('keydown', onKeyDown, { signal, capture: true });
  container.addEventListener('focusin', onFocusIn, { signal });
  window.addEventListener('keyup', onKeyUp, { signal, capture: true });
  window.addEventListener('blur', onBlur, { signal });

  return { isSpaceHeld: () => isSpaceHeld, detach: () => listeners.abort() };
}

/** Whether a key belongs to what has the focus: a text, a list of choices, or an open dialog. */
function isTakenElsewhere(target: EventTarget | null): boolean {
  if (isStageCovered() || document.querySelector('[role=listbox]:not([data-tray])')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select, [role=radio]')
  );
}

/**
 * Over the stage Space pans, also when a button that was clicked before still has the focus: only one that was reached
 * by the keyboard is pressed by it.
 */
function isSpaceForStage(container: HTMLElement, target: EventTarget | null): boolean {
  return (
    container.matches(':hover') && !(target instanceof Element && target.matches('button:focus-visible'))
  );
}

/** Whether the keyboard has reached a handle that does not lie on the stage, and is to be brought into view. */
function isReachedUnseen(target: EventTarget | null, container: HTMLElement): boolean {
  if (!(target instanceof HTMLElement) || !target.matches('[role=slider]:focus-visible')) return false;
  const [handle, stage] = [target.getBoundingClientRect(), container.getBoundingClientRect()];
  return (
    handle.left < stage.left ||
    handle.right > stage.right ||
    handle.top < stage.top ||
    handle.bottom > stage.bottom
  );
}
