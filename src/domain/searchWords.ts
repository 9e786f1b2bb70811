/** Longer words are cut: nobody types more to find one. */
const MAX_WORD_LENGTH = 40;
/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]+/u;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * The words by which a text is found, each once: in lower case, without what stands between them (`IMG_2034.jpg` is
 * `img`, `2034` and `jpg`). A run of a script without spaces gives every place in it that a search may begin at.
 */
export function searchWords(text: string): string[] {
  const words = wordsIn(text).flatMap((word) =>
    UNSPACED.test(word) ? startsIn(word) : [word.slice(0, MAX_WORD_LENGTH)],
  );
  return [...new Set(words)];
}

/** What has to be found for a search: every one of these words has to begin a word of the text. */
export function soughtWords(search: string): string[] {
  return [
    ...new Set(wordsIn(search).map((word) => word.slice(0, UNSPACED.test(word) ? MAX_RUN : MAX_WORD_LENGTH))),
  ];
}

/** Whether a search finds a text; one without words finds everything. */
export function findsText(search: string, text: string): boolean {
  const words = searchWords(text);
  return soughtWords(search).every((sought) => words.some((word) => word.startsWith(sought)));
}

/** So many characters of a run are compared. */
const MAX_RUN = 8;

function startsIn(run: string): string[] {
  const characters = [...run];
  return characters.map((_, at) => characters.slice(at, at + MAX_RUN).join(''));
}

function wordsIn(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
}
