/** What has words to show, and the words. */
export interface Tipped {
  readonly anchor: HTMLElement;
  readonly words: string;
  readonly keys: string | undefined;
}

/** The pointer rests so long before words appear: passing by shows none. */
export const REST_MS = 450;
/** Whoever has just read one reads the next at once. */
export const STILL_READING_MS = 400;

/**
 * Tells what the pointer rests on, or the keyboard's focus has come to, of all that has `data-tip`; null for nothing.
 * Whatever is pressed takes the words away, but for what does nothing else than explain itself (`data-explained`):
 * there a press shows them, a finger's too, which asks for none elsewhere. Returns what ends it.
 */
export function trackTips(onTipped: (tipped: Tipped | null) => void): () => void {
  let over: HTMLElement | null = null;
  let shown: HTMLElement | null = null;
  let hiddenAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // What a button does may change under the pointer.
  const changes = new MutationObserver(() => shown !== null && show(shown));
  const hide = () => {
    clearTimeout(timer);
    if (shown === null) return;
    changes.disconnect();
    shown = null;
    hiddenAtMs = Date.now();
    onTipped(null);
  };
  const show = (anchor: HTMLElement) => {
    const { tip, keys } = anchor.dataset;
    if (!tip || !anchor.isConnected || isReadInFull(anchor, tip)) return;
    shown = anchor;
    changes.observe(anchor, { attributeFilter: ['data-tip', 'data-keys'] });
    onTipped({ anchor, words: tip, keys });
  };
  const moveTo = (next: HTMLElement | null) => {
    if (next === over) return;
    over = next;
    hide();
    if (next === null) return;
    if (Date.now() - hiddenAtMs < STILL_READING_MS) show(next);
    else timer = setTimeout(() => show(next), REST_MS);
  };

  const listeners = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, heard: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, heard, { signal: listeners.signal, capture: true, passive: true });
  on('pointerover', ({ pointerType, target }) => pointerType !== 'touch' && moveTo(tippedAt(target)));
  on('pointerout', ({ relatedTarget }) => relatedTarget === null && moveTo(null));
  on('focusin', ({ target }) => {
    const anchor = tippedAt(target);
    if (anchor === null || !isFocusOf(anchor, target)) return;
    hide();
    show(anchor);
  });
  on('click', ({ target }) => {
    const anchor = tippedAt(target);
    if (anchor?.dataset.explained !== undefined) show(anchor);
  });
  on('focusout', ({ target }) => shown !== null && tippedAt(target) === shown && hide());
  on('pointerdown', hide);
  on('keydown', hide);
  on('wheel', hide);
  on('scroll', hide);
  return () => {
    listeners.abort();
    hide();
  };
}

/** Whether the words are what stands there anyway, and nothing of it is cut off. */
function isReadInFull(anchor: HTMLElement, words: string): boolean {
  const { textContent, scrollWidth, clientWidth, scrollHeight, clientHeight } = anchor;
  return textContent === words && scrollWidth <= clientWidth && scrollHeight <= clientHeight;
}

/** Visible, and on the anchor itself or on what the anchor is the label of. */
function isFocusOf(anchor: HTMLElement, target: EventTarget | null): boolean {
  const focused = anchor instanceof HTMLLabelElement ? anchor.control : anchor;
  return focused !== null && focused === target && focused.matches(':focus-visible');
}

function tippedAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
}
