import type { Charge } from '../../../src/domain/contract/task.ts';
import { FIELDS, SAID_OF_CALLS, STATES } from './klingDialect.ts';

/** What an upstream says of a task, in whatever shape. */
export interface KlingTask {
  /** Null where none is told beyond doubt. */
  readonly id: string | null;
  /** Our own name for it, where the upstream repeats it. */
  readonly externalId: string | null;
  /** `ended`: over, in a word that leaves open whether it was made. Null where nothing is said of it. */
  readonly state: TaskState | null;
  /** The upstream's own word for it. */
  readonly said: string | null;
  readonly reason: string | null;
  /** In order. An image without an address is withheld. */
  readonly images: readonly (string | null)[];
  readonly charge: Charge | null;
}

type TaskState = (typeof STATES)[string];
type Fields = Readonly<Record<string, unknown>>;

/** Ids seen are printable and short; what is not is no id that could be asked for. */
const ID = /^[\x21-\x7e]{1,200}$/;

/** So deep gateways wrap the answer of the one behind them. */
const MAX_DEPTH = 3;

/**
 * The tasks of an answer: its `data`, one or a list, what that wraps, or what stands at the top itself.
 *
 * @param answer as it was parsed; ids of many digits as texts
 */
export function tasksOf(answer: Fields, depth = 0): readonly KlingTask[] {
  const inner = valueAt(answer, FIELDS.inner);
  if (Array.isArray(answer.data)) return answer.data.filter(isFields).map((item) => readTask(item));
  if (isFields(inner)) {
    if (Array.isArray(inner.tasks)) return inner.tasks.filter(isFields).map((item) => readTask(item));
    if (isTask(inner)) return [readTask(inner, answer)];
    const wrapped = depth < MAX_DEPTH ? tasksOf(inner, depth + 1) : [];
    if (wrapped.length > 0 || isFields(answer.data)) return wrapped;
  }
  // Beside a code and a message a word about a state may be about the call: here a task must be named.
  return idOf(answer) !== null || imagesOf(answer).length > 0 ? [readTask(answer)] : [];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTask(fields: Fields): boolean {
  return idOf(fields) !== null || statusOf(fields) !== null || imagesOf(fields).length > 0;
}

/** @param around what the task stands in: two ids that differ are none */
function readTask(fields: Fields, around: Fields = {}): KlingTask {
  const status = statusOf(fields);
  const images = imagesOf(fields);
  const [own, outer] = [idOf(fields), textAt(around, FIELDS.id)];
  const isPlain = own === null || outer === null || own === outer;
  return {
    id: isPlain ? (own ?? validId(outer)) : null,
    externalId: textAt(fields, FIELDS.externalId),
    state: stateOf(
      status,
      images.some((url) => url !== null),
    ),
    said: status,
    reason: textAt(fields, FIELDS.reason),
    images,
    charge: chargeOf(fields) ?? chargeOf(innerOf(fields)) ?? chargeOf(innerOf(innerOf(fields))),
  };
}

/** A picture without a word about the state, or beside one that leaves it open, is one that is done. */
function stateOf(status: string | null, hasPicture: boolean): TaskState | null {
  const state = status === null ? null : (STATES[status] ?? 'processing');
  return hasPicture && (state === null || state === 'ended') ? 'succeeded' : state;
}

/** Its word for the state, written as in the table. */
function statusOf(fields: Fields): string | null {
  const status = valueAt(fields, FIELDS.status);
  const word = typeof status === 'string' ? status.trim().toLowerCase().replaceAll(/[ -]+/g, '_') : '';
  return word === '' ? null : word;
}

function idOf(fields: Fields): string | null {
  const id = textAt(fields, FIELDS.id);
  if (id !== null) return validId(id);
  const status = statusOf(fields);
  return status !== null && Object.hasOwn(STATES, status) && !SAID_OF_CALLS.has(status)
    ? validId(textAt(fields, FIELDS.unsureId))
    : null;
}

function validId(id: string | null): string | null {
  return id !== null && ID.test(id) ? id : null;
}

function imagesOf(fields: Fields, depth = 0): readonly (string | null)[] {
  const list = valueAt(fields, FIELDS.images);
  if (Array.isArray(list) && list.length > 0) return inOrder(list);
  const unsure = FIELDS.unsureImages.map((path) => addressesIn(valueAt(fields, [path])));
  const found = unsure.find((images) => images.length > 0);
  if (found !== undefined) return found;
  const address = textAt(fields, FIELDS.address);
  if (address !== null) return [address];
  return depth < MAX_DEPTH ? imagesOf(innerOf(fields), depth + 1) : [];
}

/** What a gateway handed on inside of its own answer; nothing where there is none. */
function innerOf(fields: Fields): Fields {
  const inner = valueAt(fields, FIELDS.inner);
  return isFields(inner) ? inner : {};
}

/** Ordered as they are numbered, where each has a number of its own; else as they come. */
function inOrder(list: readonly unknown[]): readonly (string | null)[] {
  const items = list.map((item, position) => imageOf(item, position));
  const isNumbered = new Set(items.map(({ index }) => index)).size === items.length;
  return (isNumbered ? items.toSorted((a, b) => a.index - b.index) : items).map(({ url }) => url);
}

/** None where nothing of it is an address. */
function addressesIn(value: unknown): readonly (string | null)[] {
  const images = inOrder(Array.isArray(value) ? value : [value]);
  return images.some((url) => url !== null && IS_ADDRESS.test(url)) ? images : [];
}

const IS_ADDRESS = /^\s*(?:https?:)?\/\/|^in-answer:/i;

function imageOf(item: unknown, position: number): { index: number; url: string | null } {
  if (typeof item === 'string') return { index: position, url: item || null };
  if (!isFields(item)) return { index: position, url: null };
  const index = Number(item.index ?? position);
  return {
    index: Number.isInteger(index) && index >= 0 ? index : position,
    url: textAt(item, FIELDS.address),
  };
}

function chargeOf(fields: Fields): Charge | null {
  const balance = valueAt(fields, FIELDS.balance);
  const billing = valueAt(fields, FIELDS.billing);
  const charge = {
    units: textAt(fields, FIELDS.units),
    quota: isFields(balance) ? textAt(balance, ['quota']) : null,
    listPrice: isFields(balance) ? textAt(balance, ['list_price']) : null,
    billing: Array.isArray(billing) ? billing.slice(0, 20).filter(isFields).map(asTexts) : [],
  };
  const isEmpty = charge.units === null && charge.quota === null && charge.listPrice === null;
  return isEmpty && charge.billing.length === 0 ? null : charge;
}

/** Amounts and units as they were sent: nobody names a currency, and none is made up. */
function asTexts(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number'
        ? [[name.slice(0, 60), String(value).slice(0, 100)]]
        : [],
    ),
  );
}

/** The first of some fields that holds a text, or a whole number as one. */
export function textAt(fields: Fields, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = valueAt(fields, [path]);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value)))
      return String(value);
  }
  return null;
}

/** The first of some fields that is there. */
function valueAt(fields: Fields, paths: readonly string[]): unknown {
  for (const path of paths) {
    const value = path
      .split('.')
      .reduce<unknown>(
        (at, name) => (isFields(at) && Object.hasOwn(at, name) ? at[name] : undefined),
        fields,
      );
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}
