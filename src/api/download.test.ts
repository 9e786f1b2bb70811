// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useConnection } from './connection.ts';
import { cancelDownloads, download, useWaitingDownloads } from './download.ts';

const saved: string[] = [];

beforeEach(() => {
  saved.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.getAttribute('href')} ${this.download}`);
  });
});

afterEach(() => {
  cancelDownloads();
  useConnection.setState({ connection: 'connecting' });
  vi.restoreAllMocks();
});

test('a file is saved at once; while the server does not answer, once it does, and once only', () => {
  download('/a', 'a.png');
  expect(saved).toEqual(['/a a.png']);
  useConnection.setState({ connection: 'offline' });
  for (const url of ['/b', '/c', '/b']) download(url, `${url.slice(1)}.png`);
  expect(saved).toHaveLength(1);
  expect(useWaitingDownloads.getState().waiting).toHaveLength(2);
  useConnection.setState({ connection: 'polling' });
  useConnection.setState({ connection: 'live' });
  expect(saved).toEqual(['/a a.png', '/c c.png', '/b b.png']);
});

test('a download that waits can be cancelled', () => {
  useConnection.setState({ connection: 'offline' });
  download('/a', 'a.png');
  cancelDownloads();
  useConnection.setState({ connection: 'live' });
  expect(saved).toEqual([]);
});
