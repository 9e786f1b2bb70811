import { expect, test } from 'vitest';
import { notOnce } from './notOnce.ts';

const batch = { id: 'b', name: 'Social launch' };
const pack = [
  { prompt: 'story', batch },
  { prompt: 'square', batch },
  { prompt: 'alone', batch: null },
];
const acknowledged = new Map(pack.map((part) => [part, new Set([`${part.prompt}'s`])]));
const tasks = pack.map((part) => ({ ...part, id: `${part.prompt}'s` }));
const [story, square, alone] = tasks;
if (story === undefined || square === undefined || alone === undefined) throw new Error('There are three.');

test.each([
  ['all there once', tasks, []],
  ['one is missing', [story, alone], ['square is there 0×']],
  [
    'one was created twice',
    [...tasks, { ...story, id: 'other' }],
    ['story is there 2×', 'story was answered with another task than other'],
  ],
  [
    'one lost its batch',
    [story, { ...square, batch: null }, alone],
    ['square is in the batch undefined, not in Social launch'],
  ],
  [
    'one came into a batch',
    [story, square, { ...alone, batch }],
    ['alone is in the batch Social launch, not in undefined'],
  ],
  ['one is nobody’s', [...tasks, { ...story, prompt: 'x' }], ['nobody submitted x']],
])('%s', (_name, shown, faults) => {
  expect(notOnce(acknowledged, shown)).toEqual(faults);
});

test('a submit that was answered with two tasks is told', () => {
  const twice = new Map([[{ prompt: 'story', batch }, new Set(["story's", 'other'])]]);
  expect(notOnce(twice, [story])).toEqual(['story was answered with 2 tasks']);
});
