import { FIELDS } from './klingDialect.ts';
import { type Fields, isFields, textAt, valueAt } from './klingFields.ts';

/** Images in order; one without an address is withheld: null. */
export type TaskImages = readonly (string | null)[];

/** So deep images lie at most: a message of a choice has contents, each an object with an address in another one. */
const MAX_DEPTH = 8;

/**
 * The images that something tells of, wherever they lie. Of several places the one with the most counts, so that none
 * that was paid for is left behind; of those with as many the first in the table.
 */
export function imagesOf(fields: Fields, depth = 0): TaskImages {
  const at = (paths: readonly string[]) => paths.map((path) => imagesAt(valueAt(fields, [path]), depth));
  const address = textAt(fields, FIELDS.address);
  return most([
    ...FIELDS.images.map((path) => listed(valueAt(fields, [path]), depth)),
    ...at(FIELDS.imagePlaces),
    address === null ? [] : [address],
    ...at([...FIELDS.address, ...FIELDS.wrappers]),
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
  return (hasNumbers ? items.toSorted((a, b) => a.index - b.index) : items).flatMap(({ images }) => images);
}

/** One as a rule. Where an item has an address of its own, what else lies in it is usually what it was made from. */
function imagesOfItem(item: unknown, depth: number): TaskImages {
  if (typeof item === 'string') return IS_SAID.test(item) ? addressesIn(item) : [item || null];
  if (!isFields(item)) return [null];
  const address = textAt(item, FIELDS.address);
  const inside = imagesAt(valueAt(item, FIELDS.image), depth);
  const images = most([address === null ? [] : [address], imagesAt(item, depth), inside]);
  if (images.length > 0) return images;
  return IS_WORDS.test(textAt(item, ['type']) ?? '') ? [] : [null];
}

function indexOf(item: unknown, position: number): number {
  const index = Number(isFields(item) ? (item.index ?? position) : position);
  return Number.isInteger(index) && index >= 0 ? index : position;
}

/** The first of those that have the most addresses, or are the longest where none has any. */
function most(found: readonly TaskImages[]): TaskImages {
  const there = (images: TaskImages) => images.filter((url) => url !== null).length;
  return found.reduce<TaskImages>((best, images) => {
    const isMore = there(images) > there(best) || (best.length === 0 && images.length > 0);
    return isMore ? images : best;
  }, []);
}

/** `{"0": …, "1": …}`: a list of languages that know no others. */
function isNumbered(fields: Fields): boolean {
  const names = Object.keys(fields);
  return names.length > 0 && names.every((name) => /^\d{1,3}$/.test(name));
}

/** A text is an address, or words in Markdown that show images. */
function addressesIn(text: string): TaskImages {
  if (IS_ADDRESS.test(text)) return [text];
  return [...text.slice(0, MAX_WORDS).matchAll(SHOWN_IMAGE)].flatMap(([, url]) => url ?? []);
}

/** Letters that are looked through for images. */
const MAX_WORDS = 20_000;
const IS_ADDRESS = /^\s*(?:https?:)?\/\/|^in-answer:/i;
const SHOWN_IMAGE = /!\[[^\]]{0,500}\]\(\s*(https?:\/\/[^\s)]+)/g;
const IS_SAID = /\S\s+\S/;
/** Beside images there may be what was said or thought of them. */
const IS_WORDS = /text|message|reasoning/i;
