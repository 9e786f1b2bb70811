import { FIELDS } from './klingDialect.ts';
import { type Fields, isFields, textAt, valueAt } from './klingFields.ts';

/** Images in order; one without an address is withheld: null. */
export type TaskImages = readonly (string | null)[];

/** So deep images lie at most: a message of a choice has contents, each an object with an address in another one. */
const MAX_DEPTH = 8;

/**
 * The images that something tells of, wherever they lie: in the documented place where any are there, else in the one
 * that has most, and last of all in what may be a repetition of the request. A place that repeats all of those and has
 * more goes before them, so that none that was paid for is left behind.
 */
export function imagesOf(fields: Fields, depth = 0): TaskImages {
  const at = (path: string) => imagesAt(valueAt(fields, [path]), depth);
  const addressAt = (paths: readonly string[]) => oneOrNone(textAt(fields, paths));
  return trusted([
    ...FIELDS.result.map(at),
    ...FIELDS.images.map((path) => listed(valueAt(fields, [path]), depth)),
    most([
      ...FIELDS.imagePlaces.map(at),
      addressAt(FIELDS.address),
      ...[...FIELDS.address, ...FIELDS.wrappers].map(at),
    ]),
    most([...FIELDS.unsureAddress.map(at), addressAt(FIELDS.unsureAddress)]),
  ]);
}

/** What stands under a name that is used for images alone: each item counts, whatever its address looks like. */
function listed(value: unknown, depth: number): TaskImages {
  if (depth >= MAX_DEPTH) return [];
  if (Array.isArray(value)) return inOrder(value, depth + 1);
  return isFields(value) && isNumbered(value)
    ? inOrder(Object.values(value), depth + 1)
    : imagesAt(value, depth);
}

/** What may be images, one or many, or something else: words and lists count where they hold an address. */
function imagesAt(value: unknown, depth: number): TaskImages {
  if (depth >= MAX_DEPTH) return [];
  if (isFields(value)) return imagesOf(value, depth + 1);
  if (typeof value === 'string') return addressesIn(value);
  const images = Array.isArray(value) ? inOrder(value, depth + 1) : [];
  return images.some((url) => url !== null && IS_ADDRESS.test(url)) ? images : [];
}

/** Ordered as they are numbered, where each has a number of its own; else as they come. */
function inOrder(list: readonly unknown[], depth: number): TaskImages {
  const items = list.map((item, position) => ({
    index: indexOf(item, position),
    images: imagesOfItem(item, depth),
  }));
  const hasNumbers = new Set(items.map(({ index }) => index)).size === items.length;
  const ordered = hasNumbers ? items.toSorted((a, b) => a.index - b.index) : items;
  return eachOnce(ordered.flatMap(({ images }) => images));
}

/** One as a rule. Where an item has an address of its own, what else lies in it is usually what it was made from. */
function imagesOfItem(item: unknown, depth: number): TaskImages {
  if (typeof item === 'string') return IS_SAID.test(item) ? addressesIn(item) : [item || null];
  if (!isFields(item)) return [null];
  const own = oneOrNone(textAt(item, [...FIELDS.address, ...FIELDS.unsureAddress]));
  const inside = imagesAt(valueAt(item, FIELDS.image), depth);
  const images = trusted([most([own, imagesAt(item, depth)]), inside]);
  if (images.length > 0) return images;
  return IS_WORDS.test(textAt(item, ['type']) ?? '') ? [] : [null];
}

function indexOf(item: unknown, position: number): number {
  const index = Number(isFields(item) ? (item.index ?? position) : position);
  return Number.isInteger(index) && index >= 0 ? index : position;
}

/** Without repetitions of an address, such as in items that each have those of all. */
export function eachOnce(images: TaskImages): TaskImages {
  const seen = new Set<string>();
  return images.filter((url) => url === null || (!seen.has(url) && seen.add(url)));
}

function oneOrNone(address: string | null): TaskImages {
  return address === null ? [] : [address];
}

/** The first that has an address, or a later one that has all of its addresses and more. */
function trusted(found: readonly TaskImages[]): TaskImages {
  return found.reduce((best, images) => {
    if (!isMore(images, best)) return best;
    const there = new Set(images);
    return best.every((url) => url === null || there.has(url)) ? images : best;
  }, []);
}

/** The first of those that have the most addresses, or are there at all where none has any. */
function most(found: readonly TaskImages[]): TaskImages {
  return found.reduce((best, images) => (isMore(images, best) ? images : best), []);
}

function isMore(images: TaskImages, than: TaskImages): boolean {
  const there = (of: TaskImages) => of.filter((url) => url !== null).length;
  return there(images) > there(than) || (than.length === 0 && images.length > 0);
}

/** `{"0": …, "1": …}`: a list of languages that know no others. */
function isNumbered(fields: Fields): boolean {
  const names = Object.keys(fields);
  return names.length > 0 && names.every((name) => /^\d{1,3}$/.test(name));
}

/** A text is an address, or words in Markdown that show images. */
function addressesIn(text: string): TaskImages {
  if (IS_ADDRESS.test(text)) return [text];
  const [, ...shown] = text.split('![');
  return eachOnce(shown.flatMap((words) => SHOWN_IMAGE.exec(words)?.[1] ?? []));
}

const IS_ADDRESS = /^\s*(?:https?:)?\/\/|^in-answer:/i;
/** What follows `![`: looked for there alone, it takes no longer than the text is long, whatever stands in it. */
const SHOWN_IMAGE = /^[^\]]{0,500}\]\(\s*(https?:\/\/[^\s)]+)/;
const IS_SAID = /\S\s+\S/;
/** Beside images there may be what was said or thought of them. */
const IS_WORDS = /text|message|reasoning/i;
