// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sampleTask } from '../../../api/sampleTask.ts';
import { mount } from '../../../ui/testing/mount.tsx';
import { RunningFrame } from './RunningFrame.tsx';

const step = { width: 2400, height: 900, flags: [], placement: { x: 800, y: 0 } };
const task = sampleTask(1, {
  expansion: { up: 0, right: 1, bottom: 0, left: 1 },
  plan: {
    step: 1,
    steps: [
      { ...step, resultId: 'first' },
      { ...step, width: 4800, placement: { x: 1600, y: 0 }, resultId: null },
    ],
  },
});

test('while the next step of a plan is under way, the picture of the one before lies at its place', () => {
  const { container, unmount } = mount(<RunningFrame task={task} view={() => null} isUntouched />);
  const picture = container.querySelector('img');
  expect(picture?.getAttribute('src')).toContain('/api/results/first/image');
  const { left, top, width, height } = picture?.style ?? {};
  expect({ left, top, width, height }).toEqual({
    ...{ left: `${(800 / 4800) * 100}%`, top: '0%' },
    ...{ width: '50%', height: '100%' },
  });
  unmount();
});

test('over another frame that is being drawn already, nothing of it is shown', () => {
  const { container, unmount } = mount(<RunningFrame task={task} view={() => null} isUntouched={false} />);
  expect(container.querySelector('img')).toBeNull();
  unmount();
});
