import { expect, onTestFinished, test, vi } from 'vitest';
import { lineageQuery } from './lineage.ts';
import { createQueryClient } from './queryClient.ts';
import { sampleTask } from './sampleTask.ts';
import { tasksQuery } from './tasks.ts';

const result = {
  ...{ id: 'one', index: 0, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
  ...{ colour: null, isStarred: false },
};
const parent = sampleTask(1, { status: 'succeeded', results: [result] });
const child = sampleTask(2, { parent: { taskId: parent.id, resultId: result.id } });

/** What a result's line is, and what was asked of the relay for it, where the list has the parent as it is given. */
async function lineWith(listed: typeof parent) {
  const client = createQueryClient();
  client.setQueryData(tasksQuery.queryKey, {
    pages: [{ tasks: [child, listed], nextCursor: null }],
    pageParams: [null],
  });
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return Response.json(parent);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const line = await client.fetchQuery(lineageQuery(child));
  return { asked, results: line.map(({ task }) => task.results.map(({ id }) => id)) };
}

test('a line goes by the tasks of the list', async () => {
  expect(await lineWith(parent)).toEqual({ asked: [], results: [['one']] });
});

test('a result that the list lacks for now is asked for', async () => {
  expect(await lineWith({ ...parent, results: [] })).toEqual({
    asked: ['/api/results/one'],
    results: [['one']],
  });
});
