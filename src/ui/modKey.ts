const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** How the key that commands are given with is written: ⌘ on Apple's keyboards, Ctrl elsewhere. */
export const MOD_KEY = isApple ? '⌘' : 'Ctrl ';

/** The same for two that change what the pointer does. */
export const ALT_KEY = isApple ? '⌥' : 'Alt';
export const SHIFT_KEY = isApple ? '⇧' : 'Shift';

/** How redo is written. */
export const REDO_KEYS = isApple ? '⇧⌘Z' : 'Ctrl Y';

/** Whether an event holds that key. */
export function holdsModKey(event: { metaKey: boolean; ctrlKey: boolean }): boolean {
  return isApple ? event.metaKey : event.ctrlKey;
}
