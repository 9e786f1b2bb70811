import type { OpenSource } from './sourceStore.ts';

interface Replaced {
  readonly source: OpenSource | null;
  /** Brings back what else was there with it. */
  readonly restore: () => void;
}

/** What the open source took the place of: it comes back when the relay refuses the new one. */
let replaced: Replaced | null = null;

export function rememberReplaced(next: Replaced): void {
  forgetReplaced();
  replaced = next;
}

export function forgetReplaced(): void {
  if (replaced?.source) closeOnceReplaced(replaced.source.bitmap);
  replaced = null;
}

/** Hands over what was replaced, which is remembered no longer. */
export function takeReplaced(): Replaced | null {
  const taken = replaced;
  replaced = null;
  return taken;
}

/** Frees a bitmap when the canvas has drawn without it: a large one holds its memory until then. */
export function closeOnceReplaced(bitmap: ImageBitmap): void {
  requestAnimationFrame(() => requestAnimationFrame(() => bitmap.close()));
}
