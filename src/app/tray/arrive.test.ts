import { expect, test } from 'vitest';
import { ProblemError } from '../../domain/problem.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { arrive } from './arrive.ts';
import { useTrayStore } from './trayStore.ts';

test('what became of files that came together takes the place of what was told before', async () => {
  useSourceStore.setState({ problem: new ProblemError('url-unreachable'), changed: 'Opened cropped.' });
  const files = [new File(['words'], 'notes.txt'), new File([], 'empty.png')];
  expect(await arrive(files, { openAlone: async () => false })).toBe(false);
  expect(useTrayStore.getState().report?.arrived).toBe(2);
  expect(useSourceStore.getState()).toMatchObject({ problem: null, changed: null });
});
