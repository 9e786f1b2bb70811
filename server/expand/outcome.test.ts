import { expect, test } from 'vitest';
import { problemDetail } from '../../src/domain/problem.ts';
import { jsonLines, notesOn, type Outcome } from './outcome.ts';

const size = { width: 1080, height: 1920, frame: { width: 640, height: 1138 } };
const outcome: Outcome = {
  ...{ file: 'a.jpg', format: 'instagram-story', taskId: 'task', problem: 'One is in the gallery.' },
  saved: [
    { id: 'task-1', path: 'out/a_1.png', flags: [], ...size },
    { id: 'task-2', path: 'out/a_2.png', flags: ['fill-doubtful', 'fewer-images'], ...size },
  ],
};

test('a line of JSON for each result tells what is to be checked in it; what failed has a line too', () => {
  const about = { file: 'a.jpg', format: 'instagram-story', task: 'task', problem: null, ...size };
  expect(jsonLines(outcome).map((line) => JSON.parse(line))).toEqual([
    { ...about, result: 'task-1', saved: 'out/a_1.png', flags: [] },
    { ...about, result: 'task-2', saved: 'out/a_2.png', flags: ['fill-doubtful', 'fewer-images'] },
    {
      ...about,
      ...{ width: null, height: null, frame: null, result: null, saved: null, flags: [] },
      problem: 'One is in the gallery.',
    },
  ]);
  const unsent = { ...outcome, taskId: null, saved: [], problem: 'The file is empty.' };
  expect(jsonLines(unsent).map((line) => JSON.parse(line))).toMatchObject([
    { task: null, problem: 'The file is empty.' },
  ]);
});

test('a person reads why it failed, and what is to be checked in which picture', () => {
  expect(notesOn(outcome)).toEqual([
    'a.jpg: One is in the gallery.',
    `out/a_2.png: ${problemDetail('fill-doubtful')}`,
    `out/a_2.png: ${problemDetail('fewer-images')}`,
  ]);
});
