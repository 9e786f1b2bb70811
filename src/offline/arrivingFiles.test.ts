// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followArrivingFiles } from './arrivingFiles.ts';

const file = (name: string) => new File(['pixels'], name, { type: 'image/png' });
const open = vi.fn(async (_files: readonly File[]) => undefined);
const tell = vi.fn();
const opened = () => open.mock.calls.map(([files]) => files.map(({ name, type }) => [name, type]));

/** What the service worker keeps of what was shared. */
function keeping(...names: string[]) {
  const answers = names.map(
    (name) =>
      new Response('pixels', {
        headers: { 'x-name': encodeURIComponent(name), 'content-type': 'image/png' },
      }),
  );
  const caches = {
    open: async () => ({ matchAll: async () => answers.splice(0) }),
    delete: async () => true,
  };
  vi.stubGlobal('caches', caches);
}

beforeEach(() => {
  open.mockClear();
  tell.mockClear();
});
afterEach(() => {
  window.history.replaceState(null, '', '/');
  Reflect.deleteProperty(window, 'launchQueue');
});

test('all images that another app shares are opened, once', async () => {
  keeping('Été 1.png', 'b.png');
  window.history.replaceState(null, '', '/?shared#result=a');
  followArrivingFiles(open, tell);
  await vi.waitFor(() => expect(open).toHaveBeenCalled());
  expect(opened()).toEqual([
    [
      ['Été 1.png', 'image/png'],
      ['b.png', 'image/png'],
    ],
  ]);
  expect(window.location.search + window.location.hash).toBe('#result=a');
});

test('shared images that there was no room for are told of, after the others are open', async () => {
  keeping('a.png');
  window.history.replaceState(null, '', '/?shared&left-out=2');
  followArrivingFiles(open, tell);
  await vi.waitFor(() => expect(tell).toHaveBeenCalled());
  expect(open).toHaveBeenCalledOnce();
  expect(tell.mock.lastCall?.[0]).toMatch(/^2 shared images are not here/);
  expect(window.location.search).toBe('');
});

test('images that the system opens with the app are opened; one that is started without any opens none', async () => {
  keeping('never asked for.png');
  let take: (launch: { files: readonly unknown[] }) => void = () => undefined;
  Object.assign(window, { launchQueue: { setConsumer: (consumer: typeof take) => (take = consumer) } });
  followArrivingFiles(open, tell);
  take({ files: [] });
  take({ files: ['a.png', 'b.png'].map((name) => ({ getFile: async () => file(name) })) });
  await vi.waitFor(() => expect(open).toHaveBeenCalled());
  expect(opened()).toEqual([
    [
      ['a.png', 'image/png'],
      ['b.png', 'image/png'],
    ],
  ]);
});
