import type { KeyboardEvent } from 'react';

/** Makes a field show on Enter what it came to, as it does when it is left, and stay ready for the next figure. */
export function commitOnEnter({
  key,
  currentTarget,
  ctrlKey,
  metaKey,
}: KeyboardEvent<HTMLInputElement>): void {
  if (key !== 'Enter' || ctrlKey || metaKey) return;
  currentTarget.blur();
  currentTarget.focus();
  currentTarget.select();
}
