import type { Charge } from '../../../src/domain/contract/task.ts';
import { FIELDS, SAID_OF_CALLS, STATES } from './klingDialect.ts';
import { type Fields, isFields, textAt, valueAt } from './klingFields.ts';
import { imagesOf, type TaskImages } from './klingImages.ts';

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
  readonly images: TaskImages;
  readonly charge: Charge | null;
}

type TaskState = (typeof STATES)[string];

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
  if (Array.isArray(answer.data)) return tasksInList(answer.data, answer);
  if (isFields(inner)) {
    if (Array.isArray(inner.tasks)) return tasksInList(inner.tasks, {});
    if (isTask(inner)) return [readTask(inner, answer)];
    const wrapped = depth < MAX_DEPTH ? tasksOf(inner, depth + 1) : [];
    if (wrapped.length > 0 || isFields(answer.data)) return wrapped;
  }
  // Beside a code and a message a word about a state may be about the call: here a task must be named.
  return idOf(answer) !== null || imagesOf(answer).length > 0 ? [readTask(answer)] : [];
}

/** Its items are tasks, or all of them are the images of one: of the one that was asked for. */
function tasksInList(list: readonly unknown[], around: Fields): readonly KlingTask[] {
  const items = list.map((item) => readTask(isFields(item) ? item : {}));
  const isOfTasks = items.some(({ id, externalId, said }) => (id ?? externalId ?? said) !== null);
  if (isOfTasks) return oneForEach(items);
  return imagesOf(around).length > 0 ? [readTask(around)] : items;
}

/** Some tell of one task once for each of its images. */
function oneForEach(items: readonly KlingTask[]): readonly KlingTask[] {
  const byName = new Map<string, KlingTask[]>();
  for (const item of items) {
    const name = JSON.stringify([item.id, item.externalId]);
    byName.set(name, [...(byName.get(name) ?? []), item]);
  }
  return [...byName.values()].flatMap(joined);
}

/** Under way while one of them is; made where one is: then the others are withheld. */
function joined(items: readonly KlingTask[]): readonly KlingTask[] {
  const [only] = items;
  if (only === undefined || items.length === 1) return items;
  const underWay = items.find(({ state }) => state === 'processing');
  const made = items.find(({ state }) => state === 'succeeded');
  const images = items
    .flatMap((item) => (item.images.length > 0 ? item.images : [null]))
    .filter((url, index, all) => url === null || all.indexOf(url) === index);
  return [underWay ?? (made ? { ...made, images } : only)];
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

/** What a gateway handed on inside of its own answer; nothing where there is none. */
function innerOf(fields: Fields): Fields {
  const inner = valueAt(fields, FIELDS.inner);
  return isFields(inner) ? inner : {};
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
