// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { taskProblem } from '../../domain/taskProblem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import type { TaskActions } from '../useTaskActions.ts';
import { TaskActionBar } from './TaskActionBar.tsx';

const nothing = () => undefined;
const actions: TaskActions = {
  ...{ reuse: nothing, openAsSource: nothing, remove: nothing, removeResult: nothing, retry: nothing },
  ...{ cancel: nothing, submitAnew: nothing, giveUp: nothing, problem: null, dismissProblem: nothing },
};

test.each<[ProblemCode, string[]]>([
  ['upstream-unavailable', ['Retry', 'Change and retry']],
  ['upstream-policy', ['Change and retry', 'Retry']],
])('what its sentence says to do about %s comes first', (code, ways) => {
  const task = sampleTask(1, { status: 'failed', problem: taskProblem(code, null) });
  const { container, unmount } = mount(<TaskActionBar task={task} actions={actions} />);
  const words = [...container.querySelectorAll('button')].map(({ textContent }) => textContent);
  expect(words.slice(0, 2)).toEqual(ways);
  unmount();
});
