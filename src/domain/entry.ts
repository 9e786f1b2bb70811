import { plainNumerals } from './numerals.ts';

/** What a text typed into a number field comes to. `unfinished`: more of it could make it right. */
export type Entry = { readonly value: number } | { readonly problem: 'unfinished' | 'wrong' };

/** The units that may be written behind a number: pixels, percent, and `x` or `×` for a ratio. */
type WrittenUnit = 'px' | '%' | 'x';

interface EntryContext {
  /** What the field shows: an entry that begins with an operator goes on from it. */
  readonly present: number;
  /** What one of each written unit is worth in the unit of the field. */
  readonly worth: Readonly<Record<WrittenUnit, number>>;
}

type Token = { readonly number: number } | { readonly unit: WrittenUnit } | { readonly sign: string };

/** Digits in groups of three, all parted alike: 1,920 or 1 920 or 1.234.567. A tab parts two cells of a table. */
const GROUPED = /[1-9]\d{0,2}([.,’']|[^\S\t\r\n])\d{3}(?:\1\d{3})*(?!\d)/y;
/** Plain digits, then a fraction after a point or a comma, which may still be to come. */
const PLAIN = /(\d+)(?:[.,](\d*))?|[.,](\d+)/y;
const HEXADECIMAL = /^0x\d/i;
const FRACTION = /[.,](\d+)/y;
const SIGNS: Readonly<Record<string, string>> = { '·': '*', '÷': '/', ':': '/' };
const PX = /^p(?:x|ixels?)(?![\p{L}\p{N}])/iu;
/** What a number or a sum in parentheses begins with. Before it, x and × multiply; elsewhere they are a unit. */
const OPERAND = /^\s*[\d.,(]/;

/**
 * Works out an entry: `320`, `1920-1440`, `(1920-1440)/2`, `50%`, `0.5x`; `+120` and `*2` go on from what is there.
 *
 *   entry   = [operator] sum
 *   sum     = product {(+ | -) product}
 *   product = factor {(* | /) factor}
 *   factor  = (+ | -) factor | (number | "(" sum ")") [unit]
 */
export function evaluateEntry(text: string, { present, worth }: EntryContext): Entry {
  try {
    const tokens = tokensOf(plainNumerals(text).trim(), worth.px === 1);
    const [first] = tokens;
    // Of a figure below 0 the minus is its own.
    const operators = present < 0 ? '+*/' : '+-*/';
    const goesOn = first !== undefined && 'sign' in first && operators.includes(first.sign);
    const value = evaluate(goesOn ? [{ number: present }, ...tokens] : tokens, worth);
    return Number.isFinite(value) ? { value } : { problem: 'wrong' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: error.message === 'unfinished' ? 'unfinished' : 'wrong' };
  }
}

/** @param isPx the field counts whole pixels, so that a number without a unit is none with three decimals */
function tokensOf(text: string, isPx: boolean): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const char = rest.charAt(0);
    const number = numberAt(text, at, isPx, tokens.at(-1));
    const [written] = PX.exec(rest) ?? [];
    if (number) {
      tokens.push({ number: number.value });
      at = number.end;
    } else if (written) {
      tokens.push({ unit: 'px' });
      at += written.length;
    } else {
      if (char.trim()) tokens.push(tokenOf(char, rest.slice(1)));
      at += 1;
    }
  }
  return tokens;
}

/**
 * The number that begins at a place, or null.
 *
 * @throws SyntaxError for a hexadecimal one, which would be nothing times something.
 */
function numberAt(text: string, at: number, isPx: boolean, before: Token | undefined) {
  GROUPED.lastIndex = at;
  const [grouped] = GROUPED.exec(text) ?? [];
  if (grouped !== undefined && groupsThousands(grouped, text.slice(at + grouped.length), isPx, before)) {
    FRACTION.lastIndex = at + grouped.length;
    const [end = '', fraction = ''] = FRACTION.exec(text) ?? [];
    const value = Number(`${grouped.replace(/\D/g, '')}.${fraction}`);
    return { value, end: at + grouped.length + end.length };
  }
  PLAIN.lastIndex = at;
  if (HEXADECIMAL.test(text.slice(at))) throw new SyntaxError('wrong');
  const [digits = '', whole = 0, fraction = '', alone = ''] = PLAIN.exec(text) ?? [];
  return digits ? { value: Number(`${whole}.${fraction || alone}`), end: at + digits.length } : null;
}

/**
 * Whether the separator in `1.200` or `1,200` parts thousands and not decimals, as locales differ in that: where a
 * length in whole pixels is meant, but not in a factor, a percentage or a ratio.
 */
function groupsThousands(digits: string, after: string, isPx: boolean, before: Token | undefined): boolean {
  const separators = digits.match(/\D/g) ?? [];
  // Two cells of a column: a field of one line puts a space between them. No length here has six digits.
  if (/^\d{3}\s\d+$/.test(digits)) return false;
  if (separators.length > 1 || !/[.,]/.test(digits)) return true;
  const isFactor = (before !== undefined && 'sign' in before && '*/'.includes(before.sign)) || isTimes(after);
  if (isFactor) return false;
  return /^\s*p/i.test(after) || (isPx && !/^\s*[%x×]/i.test(after));
}

/** Whether a text goes on with a multiplication. */
function isTimes(after: string): boolean {
  const [, sign = '', rest = ''] = /^\s*(.)(.*)$/s.exec(after) ?? [];
  return sign === '*' || sign === '·' || (/[x×]/i.test(sign) && OPERAND.test(rest));
}

/** @throws SyntaxError for a character that has no meaning here. */
function tokenOf(char: string, after: string): Token {
  if (char === '%') return { unit: '%' };
  if (/[x×]/i.test(char)) return OPERAND.test(after) ? { sign: '*' } : { unit: 'x' };
  if ('pixel'.startsWith((char + after).toLowerCase())) throw new SyntaxError('unfinished');
  const sign = SIGNS[char] ?? char;
  if (!'+-*/()'.includes(sign)) throw new SyntaxError('wrong');
  return { sign };
}

/** @throws SyntaxError `unfinished` where something is missing at the end, `wrong` where something does not fit. */
function evaluate(tokens: readonly Token[], worth: EntryContext['worth']): number {
  let at = 0;
  const takeSign = (signs: string): string | null => {
    const token = tokens[at];
    if (!token || !('sign' in token) || !signs.includes(token.sign)) return null;
    at += 1;
    return token.sign;
  };
  const failed = () => new SyntaxError(at >= tokens.length ? 'unfinished' : 'wrong');

  function sum(): number {
    let value = product();
    for (let sign = takeSign('+-'); sign; sign = takeSign('+-')) {
      value += sign === '+' ? product() : -product();
    }
    return value;
  }
  function product(): number {
    let value = factor();
    for (let sign = takeSign('*/'); sign; sign = takeSign('*/')) {
      value = sign === '*' ? value * factor() : value / factor();
    }
    return value;
  }
  function factor(): number {
    const sign = takeSign('+-');
    if (sign) return sign === '-' ? -factor() : factor();
    const value = operand();
    const token = tokens[at];
    if (!token || !('unit' in token)) return value;
    at += 1;
    return value * worth[token.unit];
  }
  function operand(): number {
    if (takeSign('(')) {
      const value = sum();
      if (!takeSign(')')) throw failed();
      return value;
    }
    const token = tokens[at];
    if (!token || !('number' in token)) throw failed();
    at += 1;
    return token.number;
  }

  const value = sum();
  if (at < tokens.length) throw failed();
  return value;
}
