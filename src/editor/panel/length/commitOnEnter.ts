import type { KeyboardEvent } from 'react';
import { pressedKey } from '../../../ui/pressedKey.ts';

/** Makes a field show on Enter what it came to, as it does when it is left, and stay ready for the next figure. */
export function commitOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  const { currentTarget, ctrlKey, metaKey } = event;
  if (pressedKey(event) !== 'Enter' || ctrlKey || metaKey) return;
  currentTarget.blur();
  currentTarget.focus();
  currentTarget.select();
}
