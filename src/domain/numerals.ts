const DIGIT = /\p{Nd}/u;

/**
 * Separators and signs that other scripts and typographers write, beside those that compatibility composition makes
 * plain. The Arabic separator of thousands becomes one that parts nothing else.
 */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ '٫': '.', '٬': '’', '٪': '%', '、': ',', '。': '.' },
  ...{ '‐': '-', '‒': '-', '–': '-', '—': '-', '−': '-' },
  ...{ '∶': ':', '✕': '×', '✖': '×', '⨯': '×', '\u0445': 'x', '\u0425': 'x' },
};

/** Marks that cannot be seen, such as those around a figure copied from a text that runs right to left. */
const INVISIBLE = /\p{Cf}/gu;
/** Compatibility composition would make 102 of 10². */
const RAISED_OR_LOWERED = /[\u00b2\u00b3\u00b9\u2070-\u2094]/;

/**
 * A text with the digits of every script as 0–9, and full-width signs and letters as plain ones: `１２０ｐｘ` and `١٢٠`
 * are what `120px` and `120` are. (Unicode: decimal digits, category Nd, lie in runs of ten from zero to nine;
 * compatibility composition, NFKC, covers what is full-width or styled.)
 */
export function plainNumerals(text: string): string {
  if (RAISED_OR_LOWERED.test(text)) return text;
  const plain = text.replaceAll(INVISIBLE, '').normalize('NFKC');
  return Array.from(plain, (char) => SIGNS[char] ?? plainDigit(char)).join('');
}

function plainDigit(char: string): string {
  if (char < '\u0080' || !DIGIT.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
