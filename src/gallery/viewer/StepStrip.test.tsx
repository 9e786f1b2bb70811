// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { resultSchema } from '../../domain/contract/result.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { StepStrip } from './StepStrip.tsx';
import { useShownStep } from './useShownStep.ts';

const size = { width: 2400, height: 900, placement: { x: 800, y: 0 } };
const result = resultSchema.parse({ id: 'end', index: 0, width: 4800, height: 900, fileBytes: 9, flags: [] });
const task = sampleTask(1, {
  results: [result],
  plan: {
    step: 1,
    steps: [
      { ...size, resultId: 'first', flags: ['aspect-mismatch'] },
      { ...size, width: 4800, resultId: null, flags: [] },
    ],
  },
});

function Strip({ of, open = result }: { of: typeof task; open?: typeof result }) {
  const shown = { task: of, result: open, previous: null, next: null };
  return <StepStrip shown={shown} steps={useShownStep(shown)} />;
}

test('each step can be looked at, and says what is to be checked in its picture', () => {
  const { container, unmount } = mount(<Strip of={task} />);
  const buttons = [...container.querySelectorAll('button')];
  const marked = () =>
    buttons
      .filter((button) => button.getAttribute('aria-current') === 'step')
      .map((button) => button.textContent);
  const says = () => container.querySelector('[role=status]')?.textContent;
  expect(buttons.map((button) => button.textContent)).toEqual(['Step 1', 'Result']);
  expect([marked(), says()]).toEqual([['Result'], '']);
  act(() => buttons[0]?.click());
  expect(marked()).toEqual(['Step 1']);
  expect(says()).toMatch(/^Step 1 of 2, 2400 × 900 px\. .*shape/i);
  act(() => buttons[1]?.click());
  expect([marked(), says()]).toEqual([['Result'], '']);
  unmount();
});

test('walking on leads to results, and so does coming back to one whose step was shown', () => {
  const other = { ...result, id: 'other', index: 1 };
  const both = { ...task, results: [result, other] };
  const { container, rerender, unmount } = mount(<Strip of={both} />);
  const marked = () => container.querySelector('[aria-current=step]')?.textContent;
  act(() => container.querySelector('button')?.click());
  expect(marked()).toBe('Step 1');
  rerender(<Strip of={both} open={other} />);
  expect(marked()).toBe('Result');
  rerender(<Strip of={both} />);
  expect(marked()).toBe('Result');
  unmount();
});

test('a result of one request has no steps', () => {
  const { container, unmount } = mount(<Strip of={{ ...task, plan: null }} />);
  expect(container.textContent).toBe('');
  unmount();
});
