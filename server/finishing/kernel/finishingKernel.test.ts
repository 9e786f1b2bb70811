import { expect, test } from 'vitest';
import { createFinishingKernel, type FinishingFunctions } from './finishingKernel.ts';
import { inRoom, type Room } from './room.ts';
import { blurDefinitions } from './testing/blurDefinitions.ts';
import { colourDefinitions } from './testing/colourDefinitions.ts';
import type { Argument, Expected, Values } from './testing/definition.ts';
import { detailDefinitions } from './testing/detailDefinitions.ts';
import { likenessDefinitions } from './testing/likenessDefinitions.ts';
import { lineDefinitions } from './testing/lineDefinitions.ts';
import { rowDefinitions } from './testing/rowDefinitions.ts';
import { sharpnessDefinitions } from './testing/sharpnessDefinitions.ts';

const DEFINITIONS: { readonly [Name in keyof FinishingFunctions]: readonly Expected[] } = {
  ...rowDefinitions,
  ...colourDefinitions,
  ...blurDefinitions,
  ...likenessDefinitions,
  ...lineDefinitions,
  ...detailDefinitions,
  ...sharpnessDefinitions,
};

/** Rounding of single precision, as a share of the largest value of an array. */
const ROUNDING = 1e-5;

/** Bytes behind each array, as floats a little below 1: what takes them in shows as much as what writes there. */
const BEHIND = 0x3f;

/** An argument as the kernel gets it, and the arrays of the room that it stands for. */
interface Passed {
  readonly value: number | boolean;
  readonly arrays: readonly Values[];
}

test('all that the kernel exports has a definition', () => {
  const { functions } = createFinishingKernel();
  expect(Object.keys(functions).sort()).toEqual(Object.keys(DEFINITIONS).sort());
});

test.each(Object.entries(DEFINITIONS))('%s does what it is defined to do', (name, calls) => {
  const faults = inRoom((room) =>
    calls.flatMap((call) => room.briefly(() => faultsOf(room, name as keyof FinishingFunctions, call))),
  );
  expect(calls).not.toHaveLength(0);
  expect(faults).toEqual([]);
});

/** In words: what a call leaves that it should not. */
function faultsOf(room: Room, name: keyof FinishingFunctions, { given, left, returned }: Expected): string[] {
  const run = room.kernel[name] as (...passed: (number | boolean)[]) => number | undefined;
  const passed = given.map((argument) => passedOf(room, argument));
  const answer = run(...passed.map(({ value }) => value));
  const call = `${name}(${given.filter((argument) => typeof argument === 'number').join(', ')})`;
  const faults = passed.flatMap(({ arrays }, i) => {
    const wanted = arraysOf(left[i] ?? null);
    return arrays
      .flatMap((made, k) => differences(made, wanted[k] ?? []).concat(writtenBehind(made)))
      .map((fault) => `${call}, argument ${i}: ${fault}`);
  });
  return returned === undefined
    ? faults
    : faults.concat(
        differences([answer ?? Number.NaN], [returned]).map((fault) => `${call} returns: ${fault}`),
      );
}

function passedOf(room: Room, argument: Argument): Passed {
  if (typeof argument === 'number' || typeof argument === 'boolean') return { value: argument, arrays: [] };
  if (argument === null) return { value: 0, arrays: [] };
  const arrays = arraysOf(argument).map((values) => copied(room, values));
  if (!Array.isArray(argument)) return { value: arrays[0]?.byteOffset ?? 0, arrays };
  const addresses = room.addresses(arrays.length);
  addresses.set(arrays.map(({ byteOffset }) => byteOffset));
  return { value: addresses.byteOffset, arrays };
}

function arraysOf(argument: Argument): readonly Values[] {
  if (argument === null || typeof argument !== 'object') return [];
  return ArrayBuffer.isView(argument) ? [argument] : argument;
}

function copied(room: Room, values: Values): Values {
  const copy = placeFor(room, values);
  copy.set(values);
  behind(copy).fill(BEHIND);
  return copy;
}

function placeFor(room: Room, values: Values): Values {
  if (values instanceof Uint8Array) return room.bytes(values.length);
  if (values instanceof Uint16Array) return room.words(values.length);
  if (values instanceof Uint32Array) return room.addresses(values.length);
  return values instanceof Float64Array ? room.doubles(values.length) : room.floats(values.length);
}

/** Where a definition says not-a-number, anything may stand. */
function differences(made: ArrayLike<number>, wanted: ArrayLike<number>): string[] {
  const all = Array.from(wanted);
  const slack = ROUNDING * Math.max(1, ...all.filter(Number.isFinite).map(Math.abs));
  return all.flatMap((value, i) =>
    Math.abs((made[i] ?? Number.NaN) - value) <= slack || Number.isNaN(value)
      ? []
      : [`${made[i]} at ${i} instead of ${value}`],
  );
}

/** The room between an array and the next. */
function behind({ buffer, byteOffset, byteLength }: Values): Uint8Array {
  return new Uint8Array(buffer, byteOffset + byteLength, 64);
}

function writtenBehind(made: Values): string[] {
  return behind(made).some((byte) => byte !== BEHIND) ? ['written behind'] : [];
}
