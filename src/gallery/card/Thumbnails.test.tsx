// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { Thumbnails } from './Thumbnails.tsx';

const step = { width: 2400, height: 900, flags: [], placement: { x: 800, y: 0 } };
const steps = (resultId: string | null) => [
  { ...step, resultId },
  { ...step, width: 4800, placement: { x: 1600, y: 0 }, resultId: null },
];

test.each<[string | null, string[]]>([
  [null, ['sources']],
  ['first', ['results/first', 'sources']],
])('a plan under way shows its last picture that is there (%s) around the source', (resultId, shown) => {
  const expansion = { up: 0, right: 1, bottom: 0, left: 1 };
  const task = sampleTask(1, { expansion, plan: { step: 1, steps: steps(resultId) } });
  const { container, unmount } = mount(<Thumbnails task={task} />);
  const pictures = [...container.querySelectorAll('img')].map((image) => image.getAttribute('src') ?? '');
  expect(pictures).toHaveLength(shown.length);
  for (const [at, words] of shown.entries()) expect(pictures[at]).toContain(`/api/${words}`);
  unmount();
});
