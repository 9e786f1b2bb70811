// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { resultSchema } from '../../domain/contract/result.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { ShareButton } from './ShareButton.tsx';

const result = resultSchema.parse({ id: 'one', index: 0, width: 40, height: 30, fileBytes: 9, flags: [] });
const task = sampleTask(1, { sourceName: 'meadow.jpg', results: [result] });

const onPress = vi.fn();

/** A system with a sheet that answers so, one press after another. */
function sharing(...answers: (Error | null)[]) {
  const shared: string[] = [];
  const share = ({ files }: { files: readonly File[] }) => {
    shared.push(...files.map(({ name, type }) => `${name} ${type}`));
    const answer = answers.shift() ?? null;
    return answer === null ? Promise.resolve() : Promise.reject(answer);
  };
  Object.assign(navigator, { canShare: () => true, share });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('pixels')));
  return shared;
}

function button() {
  const { container, unmount } = mount(<ShareButton task={task} result={result} onPress={onPress} />);
  const press = () => act(() => container.querySelector('button')?.click());
  const says = () => container.querySelector('[role=status]')?.textContent;
  return { container, unmount, press, says };
}

afterEach(() => {
  onPress.mockClear();
  for (const name of ['canShare', 'share']) Reflect.deleteProperty(navigator, name);
});

test('a result is handed to the system as a file under its name; a sheet that comes too late takes another press', async () => {
  const shared = sharing(new DOMException('Too late.', 'NotAllowedError'), null);
  const { press, says, unmount } = button();
  press();
  await vi.waitFor(() => expect(says()).toContain('press again'));
  press();
  await vi.waitFor(() => expect(says()).toBe(''));
  expect(onPress).toHaveBeenCalledTimes(2);
  expect(shared).toEqual(Array(2).fill('meadow_40x30_1.png image/png'));
  unmount();
});

test('an image that cannot be had is said so, and a system without a sheet has no button', async () => {
  sharing();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  const { press, says, unmount } = button();
  press();
  await vi.waitFor(() => expect(says()).toContain('could not be fetched'));
  unmount();
  Reflect.deleteProperty(navigator, 'canShare');
  const none = button();
  expect(none.container.querySelector('button')).toBeNull();
  none.unmount();
});
