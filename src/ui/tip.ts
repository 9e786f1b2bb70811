/** Words that appear at the pointer and at the focus, and which a screen reader hears after the name. */
export function tip(words: string, keys?: string) {
  return { 'data-tip': words, 'data-keys': keys, 'aria-description': words };
}
