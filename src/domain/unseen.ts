const JOINER = String.raw`(?:\u200c|\u200d)`;
const TAG = String.raw`[\u{e0020}-\u{e007f}]`;
/**
 * Signs that nobody sees or that turn the reading direction. Joiners between the letters of a word or the parts of an
 * emoji, and the tags behind a flag, are part of what is seen.
 */
const UNSEEN = new RegExp(
  [
    String.raw`(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])${JOINER}`,
    String.raw`${JOINER}(?![\p{L}\p{Extended_Pictographic}])`,
    String.raw`(?<!\u{1f3f4}${TAG}*)${TAG}`,
    String.raw`(?!${JOINER}|${TAG})\p{Cf}`,
  ].join('|'),
  'gu',
);

/** A text without such signs. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

/** A file's name as it is shown: `photo‹U+202E›gnp.exe` would be read as `photoexe.png`. A line break becomes a space. */
export function shownName(name: string): string {
  return withoutUnseen(name).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
