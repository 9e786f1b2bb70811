import { setSnapping, useEditorStore } from './editorStore.ts';
import type { StageDrag } from './stageDrag.ts';
import { heldKeys } from './stagePointers.ts';
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
      drag.hold(heldKeys(event));
      if (event.key !== 'Escape' && event.key !== 'Alt') return;
      // Alt alone would open the browser's menu.
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') cancel();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTakenElsewhere(event.target)) return;
    if (event.key === ' ' && container.matches(':hover')) {
      event.preventDefault();
      isSpaceHeld = true;
      container.style.cursor ||= 'grab';
      return;
    }
    const command = commands[event.key.toLowerCase()];
    if (!command) return;
    event.preventDefault();
    command();
  }

  function onKeyUp(event: KeyboardEvent): void {
    drag.hold(heldKeys(event));
    if (event.key !== ' ' || !isSpaceHeld) return;
    isSpaceHeld = false;
    container.style.cursor = '';
  }

  const listeners = new AbortController();
  const { signal } = listeners;
  window.addEventListener('keydown', onKeyDown, { signal, capture: true });
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

/** Whether a key belongs to what has the focus: a field, a control that Space presses, or an open dialog. */
function isTakenElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('[role=dialog]')) return true;
  return (
    target.isContentEditable || target.matches('input, textarea, select, button, [role=switch], [role=radio]')
  );
}
