// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { RESULT_DRAG } from '../gallery/droppedResult.ts';
import { mount } from '../ui/testing/mount.tsx';
import { useResultDrop } from './useResultDrop.ts';

const onDrop = vi.fn();

function Page() {
  useResultDrop(onDrop);
  return (
    <>
      <div data-area="stage">
        <canvas />
      </div>
      <aside />
    </>
  );
}

/** Tells whether the page takes it: the browser itself does then nothing with it. */
function drag(kind: 'dragover' | 'drop', target: Element | null, carried: Readonly<Record<string, string>>) {
  const dataTransfer = {
    ...{ types: Object.keys(carried), dropEffect: 'none' },
    getData: (type: string) => carried[type] ?? '',
  };
  const event = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), { dataTransfer });
  target?.dispatchEvent(event);
  return event.defaultPrevented;
}

test('a result that is dropped on the stage is handed on, and nothing else is taken', () => {
  const { container, unmount } = mount(<Page />);
  const [stage, aside] = [container.querySelector('canvas'), container.querySelector('aside')];
  const result = { [RESULT_DRAG]: 'task-1', 'text/uri-list': 'http://127.0.0.1/' };
  expect(drag('dragover', stage, result)).toBe(true);
  expect([drag('dragover', aside, result), drag('drop', aside, result)]).toEqual([false, false]);
  expect(drag('drop', stage, { Files: '' })).toBe(false);
  expect(onDrop).not.toHaveBeenCalled();
  expect(drag('drop', stage, result)).toBe(true);
  expect(onDrop.mock.calls).toEqual([['task-1']]);
  unmount();
  expect(drag('drop', stage, result)).toBe(false);
});
