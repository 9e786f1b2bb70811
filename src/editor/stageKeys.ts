import { setSnapping, useEditorStore } from './editorStore.ts';
import { heldKeys } from './heldKeys.ts';
import type { StageDrag } from './stageDrag.ts';
import type { StageView } from './stageView.ts';

/** One press of a zoom key. */
export const ZOOM_STEP = 1.25;

interface KeyParts {
  readonly container: HTMLElement;
  readonly view: StageView;
  readonly drag: StageDrag;
  /** Takes the drag in progress back. */
  readonly cancel: () => void;
}

/** The keys of the stage: what they mean to a drag, and the ones that move the viewport. Silent while a field is typed in. */
export function attachKeys({ container, view, drag, cancel }: KeyParts) {
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
      drag.hold(heldKeys(event));
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') cancel();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTakenElsewhere(event.target)) return;
    if (event.key === ' ') {
      if (isSpaceForStage(event.target)) holdSpace(event);
      return;
    }
    const command = commands[event.key.toLowerCase()];
    if (!command) return;
    event.preventDefault();
    command();
  }

  /**
   * Over the stage Space pans, also when a button that was clicked before still has the focus: only one that was
   * reached by the keyboard is pressed by it.
   */
  function isSpaceForStage(target: EventTarget | null): boolean {
    return (
      container.matches(':hover') && !(target instanceof Element && target.matches('button:focus-visible'))
    );
  }

  function holdSpace(event: KeyboardEvent): void {
    event.preventDefault();
    isSpaceHeld = true;
    container.style.cursor ||= 'grab';
  }

  function onKeyUp(event: KeyboardEvent): void {
    drag.hold(heldKeys(event));
    if (event.key !== ' ' || !isSpaceHeld) return;
    // The release is what presses a button.
    event.preventDefault();
    isSpaceHeld = false;
    container.style.cursor = '';
  }

  /** A handle that is reached by the keyboard is brought into view. */
  function onFocusIn({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement) || !target.matches('[role=slider]:focus-visible')) return;
    const [handle, stage] = [target.getBoundingClientRect(), container.getBoundingClientRect()];
    const isSeen =
      handle.left >= stage.left &&
      handle.right <= stage.right &&
      handle.top >= stage.top &&
      handle.bottom <= stage.bottom;
    if (!isSeen) view.fit();
  }

  const listeners = new AbortController();
  const { signal } = listeners;
  window.addEventListener('keydown', onKeyDown, { signal, capture: true });
  container.addEventListener('focusin', onFocusIn, { signal });
  window.addEventListener('keyup', onKeyUp, { signal, capture: true });
  window.addEventListener(
    'blur',
    () => {
      isSpaceHeld = false;
    },
    { signal },
  );

  return { isSpaceHeld: () => isSpaceHeld, detach: () => listeners.abort() };
}

/** Whether a key belongs to what has the focus: a text, a list of choices, or an open dialog. */
function isTakenElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=listbox]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select, [role=radio]')
  );
}
