import type { Charge } from '../../../src/domain/contract/task.ts';
import { FIELDS, STATES } from './klingDialect.ts';

/** What an upstream says of a task, in whatever shape. */
export interface KlingTask {
  /** Null where none is told beyond doubt. */
  readonly id: string | null;
  /** Our own name for it, where the upstream repeats it. */
  readonly externalId: string | null;
  /** Null where nothing is said of it. */
  readonly state: 'processing' | 'succeeded' | 'failed' | null;
  readonly reason: string | null;
  /** In order. An image without an address is withheld. */
  readonly images: readonly (string | null)[];
  readonly charge: Charge | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Ids seen are printable and short; what is not is no id that could be asked for. */
const ID = /^[\x21-\x7e]{1,200}$/;

/**
 * The tasks of an answer: its `data`, one or a list, or what stands at the top itself.
 *
 * @param answer as it was parsed; ids of many digits as texts
 */
export function tasksOf(answer: Fields): readonly KlingTask[] {
  const { data } = answer;
  if (Array.isArray(data)) return data.filter(isFields).map((item) => readTask(item));
  if (isFields(data)) {
    if (Array.isArray(data.tasks)) return data.tasks.filter(isFields).map((item) => readTask(item));
    return isTask(data) ? [readTask(data, answer)] : [];
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
    // A picture without a word about the state is one that is done.
    state: status === null ? (images.some((url) => url !== null) ? 'succeeded' : null) : stateOf(status),
    reason: textAt(fields, FIELDS.reason),
    images,
    charge: chargeOf(fields),
  };
}

function stateOf(status: string): 'processing' | 'succeeded' | 'failed' {
  return STATES[status.toLowerCase()] ?? 'processing';
}

function statusOf(fields: Fields): string | null {
  const status = valueAt(fields, FIELDS.status);
  return typeof status === 'string' && status !== '' ? status : null;
}

function idOf(fields: Fields): string | null {
  const id = textAt(fields, FIELDS.id);
  if (id !== null) return validId(id);
  const status = statusOf(fields)?.toLowerCase();
  return status !== undefined && Object.hasOwn(STATES, status)
    ? validId(textAt(fields, FIELDS.unsureId))
    : null;
}

function validId(id: string | null): string | null {
  return id !== null && ID.test(id) ? id : null;
}

/** Ordered as they are numbered, where each has a number of its own; else as they come. */
function imagesOf(fields: Fields): readonly (string | null)[] {
  const list = valueAt(fields, FIELDS.images);
  if (!Array.isArray(list)) {
    const address = textAt(fields, FIELDS.address);
    return address === null ? [] : [address];
  }
  const items = list.map((item, position) => imageOf(item, position));
  const isNumbered = new Set(items.map(({ index }) => index)).size === items.length;
  return (isNumbered ? items.toSorted((a, b) => a.index - b.index) : items).map(({ url }) => url);
}

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
