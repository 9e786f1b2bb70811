/**
 * The first place where values differ from what they should be, or null when all are the same. For pictures: `toEqual`
 * takes seconds for the values of one.
 */
export function firstDifference(values: ArrayLike<number>, wanted: ArrayLike<number>) {
  const length = Math.max(values.length, wanted.length);
  for (let at = 0; at < length; at += 1) {
    if (!Object.is(values[at], wanted[at])) return { at, value: values[at], wanted: wanted[at] };
  }
  return null;
}
