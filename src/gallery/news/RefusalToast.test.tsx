// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import { askForNotifications } from './doneNews.ts';
import { useNotificationRefusal } from './notificationRefusal.ts';
import { RefusalToast } from './RefusalToast.tsx';

const isShown = () => useNotificationRefusal.getState().isShown;

/** A browser whose user answers so, or that refuses to ask. */
function answering(answer: NotificationPermission | Error) {
  const requestPermission = () =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  vi.stubGlobal('Notification', { permission: 'default', requestPermission });
}

beforeEach(() => useNotificationRefusal.setState({ isTold: false, isShown: false }));

test.each([
  ['denied', 'denied'],
  ['put off', 'default'],
  ['not even asked for', new Error('Only in secure contexts.')],
] as const)('a permission that is %s is told once, with what tells instead', async (_name, answer) => {
  answering(answer);
  askForNotifications();
  await vi.waitFor(() => expect(isShown()).toBe(true));
  const { container, unmount } = mount(<RefusalToast />);
  expect(container.textContent).toContain('title of the tab');
  act(() => container.querySelector('button')?.click());
  expect(isShown()).toBe(false);
  askForNotifications();
  await new Promise((done) => setImmediate(done));
  expect(isShown()).toBe(false);
  unmount();
});

test('one that is given says nothing', async () => {
  answering('granted');
  askForNotifications();
  await new Promise((done) => setImmediate(done));
  expect(isShown()).toBe(false);
});
