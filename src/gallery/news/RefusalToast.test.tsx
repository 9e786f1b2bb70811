// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import { askForNotifications, notifySystem } from './doneNews.ts';
import { useNotificationRefusal } from './notificationRefusal.ts';
import { RefusalToast } from './RefusalToast.tsx';

const refusal = () => useNotificationRefusal.getState().refusal;
const nothing = () => undefined;

/** A browser whose user answers so, or that refuses to ask. */
function answering(answer: NotificationPermission | Error) {
  const requestPermission = () =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  vi.stubGlobal('Notification', { permission: 'default', requestPermission });
}

beforeEach(() => useNotificationRefusal.setState({ refusal: 'none' }));

test.each([
  ['denied', 'denied'],
  ['put off', 'default'],
  ['not even asked for', new Error('Only in secure contexts.')],
] as const)(
  'a permission that is %s is told once, when something is done, with what tells instead',
  async (_name, answer) => {
    answering(answer);
    askForNotifications();
    await vi.waitFor(() => expect(refusal()).toBe('refused'));
    notifySystem('Done.', nothing);
    expect(refusal()).toBe('shown');
    const { container, unmount } = mount(<RefusalToast />);
    expect(container.textContent).toContain('title of the tab');
    act(() => container.querySelector('button')?.click());
    askForNotifications();
    await new Promise((done) => setImmediate(done));
    notifySystem('Done.', nothing);
    expect(refusal()).toBe('told');
    unmount();
  },
);

test('one that is given says nothing', async () => {
  answering('granted');
  askForNotifications();
  await new Promise((done) => setImmediate(done));
  notifySystem('Done.', nothing);
  expect(refusal()).toBe('none');
});
