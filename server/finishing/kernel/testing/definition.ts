import { seededRandom } from '../../../../src/engine/seededRandom.ts';

export type Values = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
/** What a function of the kernel is given, with arrays in place of addresses: `null` is address 0, a list is its rows' addresses. */
export type Argument = number | boolean | null | Values | readonly Float32Array[];

/** Stands in an array where the kernel may leave what it likes. */
export const ANYTHING = Number.NaN;

/** One call, and what it should leave behind. */
export interface Expected {
  readonly given: readonly Argument[];
  /** The same arguments after the call. */
  readonly left: readonly Argument[];
  readonly returned: number | undefined;
}

/**
 * What a function of the kernel is defined to do.
 *
 * @param define the same in TypeScript: changes its arrays and returns as the kernel should
 * @param inputs what its calls differ by
 */
export function definition<Arguments extends readonly Argument[], Input>(
  define: (...given: Arguments) => unknown,
  inputs: readonly Input[],
  givenFor: (input: Input) => readonly [...Arguments],
): readonly Expected[] {
  return inputs.map((input) => {
    const given = givenFor(input);
    const left = structuredClone(given);
    const returned = define(...left);
    return { given, left, returned: typeof returned === 'number' ? returned : undefined };
  });
}

/** Most are no multiple of the four values that the kernel works on at once. */
export const COUNTS = [1, 2, 3, 4, 5, 7, 13];
export const SIZES = pairs(COUNTS, COUNTS);

export function pairs<A, B>(all: readonly A[], others: readonly B[]): [A, B][] {
  return all.flatMap((one) => others.map((other): [A, B] => [one, other]));
}

const random = seededRandom(1);

export function noise(length: number, lowest = -1, highest = 1): Float32Array {
  return Float32Array.from({ length }, () => lowest + (highest - lowest) * random());
}

/** @throws RangeError outside of the array: a definition looks at nothing there. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`Nothing at ${index} of ${values.length}.`);
  return value;
}

export function held(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}

/** `from`, `from` + 1, … `to` − 1. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

export function sum<T>(all: readonly T[], value: (one: T) => number): number {
  return all.reduce((total, one) => total + value(one), 0);
}

/** All pixels of a window that are there. */
export function windowOf(
  [x, y]: readonly [number, number],
  radius: number,
  [width, height]: readonly [number, number],
): [number, number][] {
  const along = (middle: number, length: number) =>
    range(Math.max(0, middle - radius), Math.min(length, middle + radius + 1));
  return pairs(along(x, width), along(y, height));
}

/** Gives each pixel of a plane its value. */
export function fillPlane(
  out: Float32Array,
  [width, height]: readonly [number, number],
  value: (x: number, y: number) => number,
): void {
  for (const [y, x] of pairs(range(0, height), range(0, width))) out[y * width + x] = value(x, y);
}

/** Gives values `from` to `to` of a row what they should be. */
export function fillRow(
  out: Float32Array,
  [from, to]: readonly [number, number],
  value: (x: number) => number,
): void {
  for (const x of range(from, to)) out[x] = value(x);
}

/** How much a node counts at a place between two of them: all of it at its own, none from the next on. */
export function nodeShare(place: number, node: number): number {
  return Math.max(0, 1 - Math.abs(place - node));
}
