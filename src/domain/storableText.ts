/**
 * A text of others as every database and every JSON reader takes it: NUL and halves of surrogate pairs, which neither
 * Postgres nor UTF-8 knows, are replaced by U+FFFD.
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The first part of a storable text, in UTF-16 units, never ending in half of a character. */
export function shortened(text: string, maxLength: number): string {
  const cut = text.slice(0, maxLength);
  return text.length > maxLength && /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
