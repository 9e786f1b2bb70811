import { expect, test } from 'vitest';
import { FORMATS } from '../domain/formats.ts';
import { filterFormats } from './filterFormats.ts';

const namesAfterNamed = (...[chosen, typed]: Parameters<typeof filterFormats>) => {
  const formats = filterFormats(chosen, typed);
  expect(formats.slice(0, FORMATS.length)).toEqual(FORMATS);
  return formats.slice(FORMATS.length).map(({ name }) => name);
};

test('formats that were typed stand behind those with a name, each once, and so does one that a link names', () => {
  expect(namesAfterNamed(null, [])).toEqual([]);
  expect(namesAfterNamed(null, ['custom 5:3', 'custom 1200 × 628'])).toEqual(['5:3', '1200 × 628']);
  expect(namesAfterNamed('custom 5:3', ['custom 1200 × 628', 'custom 5:3'])).toEqual(['1200 × 628', '5:3']);
  expect(namesAfterNamed('custom 7:4', ['custom 5:3'])).toEqual(['5:3', '7:4']);
});

test('what is no format, or has a name already, adds nothing', () => {
  expect(namesAfterNamed(FORMATS[0]?.id ?? '', ['custom as you like', 'somebody’s own'])).toEqual([]);
});
