import type { Size } from './side.ts';
import { withoutImageEnding } from './sourceEndings.ts';
import { withoutUnseen } from './unseen.ts';

export const DEFAULT_NAME_PATTERN = '{source}_{format}_{width}x{height}_{n}';
/** Of a pattern, in UTF-16 units. */
export const MAX_NAME_PATTERN_LENGTH = 200;
/** Of a name without its ending, in UTF-8 bytes: file systems allow 255, and copies get « (2)» and more behind. */
const MAX_NAME_BYTES = 200;
/** Where nothing of a pattern is known or allowed. */
const FALLBACK = 'outframe';

/** What a file is named after. */
export interface NamedDelivery extends Size {
  /** The source's file name, with or without its ending; null when nobody said. */
  readonly source: string | null;
  /** Id of the task's format; null for none. */
  readonly format: string | null;
  /** Number of the variant, from 1. */
  readonly n: number;
}

/** Every word that a pattern may hold, in braces. */
export const NAME_WORDS = ['source', 'format', 'width', 'height', 'n'] as const;
const WORD = new RegExp(`([-_ ]?)\\{(${NAME_WORDS.join('|')})\\}`, 'g');

/**
 * The name of a file without its ending, safe on every system. A word that is empty takes the separator before it
 * along; words that are none stay as they are.
 */
export function deliveryName(pattern: string, { source, format, width, height, n }: NamedDelivery): string {
  const words: Record<(typeof NAME_WORDS)[number], string> = {
    source: withoutImageEnding(source ?? ''),
    format: (format ?? '').replace(/^custom /, '').replace(/\s*[:×]\s*/g, 'x'),
    width: String(width),
    height: String(height),
    n: String(n),
  };
  const filled = pattern.replace(WORD, (_placed, separator: string, word: keyof typeof words) => {
    const text = words[word];
    return text === '' ? '' : separator + text;
  });
  return safeFileName(filled) || FALLBACK;
}

/** Names that Windows keeps for devices, whatever ending they have. */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?= ?(?:$|\.))/i;
/** Signs that some file system gives a meaning. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** A text as the name of a file on every system; empty when nothing of it can stay. */
export function safeFileName(text: string): string {
  const plain = withoutUnseen(text.normalize('NFC'))
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s._-]+|[\s._-]+$/g, '');
  const short = withinBytes(plain, MAX_NAME_BYTES).replace(/[\s._-]+$/, '');
  return DEVICE.test(short) ? `${FALLBACK}-${short}` : short;
}

/** Cut between signs as they are seen: half a flag or a letter without its vowel is another one. */
function withinBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    for (const character of segment) bytes += utf8Bytes(character.codePointAt(0) ?? 0);
    if (bytes > most) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/**
 * Names that stand side by side in one folder: of two that are the same wherever letters' case does not count, the
 * later one gets a number.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let count = 2; taken.has(distinct.toLowerCase()); count += 1) distinct = numbered(name, count);
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}

function numbered(name: string, count: number): string {
  return name.replace(/(\.\w+)?$/, (ending) => ` (${count})${ending}`);
}
