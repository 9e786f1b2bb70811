// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { useConnection } from '../api/connection.ts';
import { mount } from '../ui/testing/mount.tsx';
import { ConnectionMark } from './ConnectionMark.tsx';

afterEach(() => useConnection.setState(useConnection.getInitialState()));

test('where something else answers, the way to it stands beside, on every screen', () => {
  useConnection.setState({ connection: 'offline', isIntercepted: true });
  const { container, unmount } = mount(<ConnectionMark />);
  const way = container.querySelector('a');
  expect([way?.target, way?.getAttribute('href'), way?.textContent]).toEqual([
    '_blank',
    '/',
    'See it in a new tab',
  ]);
  unmount();
});
