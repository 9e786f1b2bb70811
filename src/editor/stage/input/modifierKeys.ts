/** Keys that say how the frame answers; they may be pressed and let go during a drag. */
export interface ModifierKeys {
  readonly alt: boolean;
  readonly shift: boolean;
  /** Ctrl, or the command key. */
  readonly mod: boolean;
}

export function modifierKeys(event: MouseEvent | KeyboardEvent): ModifierKeys {
  return { alt: event.altKey, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey };
}
