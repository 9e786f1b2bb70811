import type { Charge } from '../../../src/domain/contract/task.ts';
import { FIELDS, SAID_OF_CALLS, STATES } from './klingDialect.ts';
import { type Fields, isFields, textAt, valueAt } from './klingFields.ts';
import { eachOnce, imagesOf, type TaskImages } from './klingImages.ts';

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
    if (Array.isArray(inner.tasks)) return tasksInList(inner.tasks, inner);
    if (isTask(inner)) return [readTask(inner, answer)];
    const wrapped = depth < MAX_DEPTH ? tasksOf(inner, depth + 1) : [];
    if (wrapped.length > 0 || isFields(answer.data)) return wrapped;
  }
  // Beside a code and a message a word about a state may be about the call: here a task must be named.
  return idOf(answer) !== null || imagesOf(answer).length > 0 ? [readTask(answer)] : [];
}

/**
 * Its items are tasks, or the images of one: of the one that is named around them, whose word for the state counts, or
 * else of the one that was asked for.
 */
function tasksInList(list: readonly unknown[], around: Fields): readonly KlingTask[] {
  const items = list.map((item) => readTask(isFields(item) ? item : {}));
  const whole = readTask(around);
  if (whole.id !== null) return withOthers(whole, oneForEach(items), around);
  if (saysUnderWay(whole) && !items.some(isNamed)) return [whole];
  if (items.some((item) => isNamed(item) || item.said !== null)) return oneForEach(items);
  return whole.images.length > 0 ? [whole] : items;
}

/** The task around a list, and whatever has a name of its own in there: it may be a task, and what is around it a call. */
function withOthers(whole: KlingTask, items: readonly KlingTask[], around: Fields): readonly KlingTask[] {
  const others = items.filter(({ id }) => id !== null && id !== whole.id);
  // No call is under way, and none has an id by this name.
  if (saysUnderWay(whole) || textAt(around, FIELDS.id) !== null) return [withItems(whole, items), ...others];
  return items.length === 0 ? [] : [...others, withItems(whole, items)];
}

/** A task with what the items of its list tell of it, as far as it does not tell that by itself. */
function withItems(whole: KlingTask, items: readonly KlingTask[]): KlingTask {
  const [together] = joined(items);
  if (together === undefined) return whole;
  const hasSaid = whole.said !== null && Object.hasOwn(STATES, whole.said);
  return {
    ...whole,
    ...(hasSaid || together.state === null ? {} : { state: together.state, said: together.said }),
    externalId: whole.externalId ?? together.externalId,
    reason: whole.reason ?? together.reason,
    images: whole.images.length > 0 ? whole.images : together.images,
    charge: whole.charge ?? together.charge,
  };
}

function saysUnderWay({ said }: KlingTask): boolean {
  return said !== null && Object.hasOwn(STATES, said) && STATES[said] === 'processing';
}

/** Some tell of one task once for each of its images, and name it once. */
function oneForEach(items: readonly KlingTask[]): readonly KlingTask[] {
  const byName = new Map<string | null, KlingTask[]>();
  for (const item of items) {
    const name = isNamed(item) ? JSON.stringify([item.id, item.externalId]) : null;
    const ofName = byName.get(name);
    if (ofName === undefined) byName.set(name, [item]);
    else ofName.push(item);
  }
  const isOne = byName.size === 2 && byName.has(null);
  return isOne ? joined(items) : [...byName.values()].flatMap(joined);
}

function isNamed({ id, externalId }: KlingTask): boolean {
  return (id ?? externalId) !== null;
}

/** Under way while one of them is; made where one is: then the others are withheld. */
function joined(items: readonly KlingTask[]): readonly KlingTask[] {
  const [only] = items;
  if (only === undefined || items.length === 1) return items;
  const { id, externalId } = items.find(isNamed) ?? only;
  const told =
    items.find(({ state }) => state === 'processing') ??
    items.find(({ state }) => state === 'succeeded') ??
    only;
  const charge = told.charge ?? items.find((item) => item.charge !== null)?.charge ?? null;
  const images = eachOnce(items.flatMap((item) => (item.images.length > 0 ? item.images : [null])));
  return [{ ...told, id, externalId, charge, images }];
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
