import { expect, it } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { problemSchema } from './problem.ts';
import { taskSchema } from './task.ts';

it('codes of a newer relay break nothing for a page that was open before: flags fall away, problems keep their sentence', () => {
  const problem = { code: 'of-tomorrow', detail: 'Tomorrow’s sentence.', upstream: null };
  const result = { id: 'r', index: 0, width: 10, height: 10, fileBytes: 1 };
  const flags = ['aspect-mismatch', 'of-tomorrow'];
  const step = { width: 10, height: 10, placement: { x: 0, y: 0 }, resultId: 'r', flags };
  const task = taskSchema.parse({
    ...sampleTask(1),
    results: [{ ...result, flags }],
    plan: { steps: [step, step], step: 1 },
    problem,
  });
  expect(task.results[0]?.flags).toEqual(['aspect-mismatch']);
  expect(task.plan?.steps[0]?.flags).toEqual(['aspect-mismatch']);
  expect(task.problem).toEqual({ ...problem, code: 'internal' });
  const answer = { type: '', title: '', status: 422, detail: problem.detail, requestId: 'q' };
  expect(problemSchema.parse({ ...answer, code: problem.code })).toEqual({ ...answer, code: 'internal' });
  // What is no code at all is no answer of a relay.
  for (const flags of ['none', [7], undefined]) {
    expect(taskSchema.safeParse({ ...task, results: [{ ...result, flags }] }).success).toBe(false);
  }
  expect(problemSchema.safeParse(answer).success).toBe(false);
});
