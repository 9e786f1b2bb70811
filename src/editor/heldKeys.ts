/** Keys that say how the frame answers; they may be pressed and let go during a drag. */
export interface HeldKeys {
  readonly alt: boolean;
  readonly shift: boolean;
  /** Ctrl, or the command key. */
  readonly mod: boolean;
}

export function heldKeys(event: MouseEvent | KeyboardEvent): HeldKeys {
  return { alt: event.altKey, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey };
}
