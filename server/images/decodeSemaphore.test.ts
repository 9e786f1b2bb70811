import { setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import { DecodeSemaphore } from './decodeSemaphore.ts';

const SMALL = { width: 10, height: 10, format: 'webp' };
const LARGE = { width: 100, height: 100, format: 'avif' };

/** Runs decodings that end when told to, and says which have begun. */
function desk() {
  const semaphore = new DecodeSemaphore(10_000, 2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, size: typeof SMALL, signal?: AbortSignal) =>
    semaphore.run({ ...size, signal }, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { run, begun, end };
}

test('of the largest one is unpacked at a time, of small ones two, in the order of coming', async () => {
  const { run, begun, end } = desk();
  const all = [run('a', LARGE), run('b', LARGE), run('c', SMALL), run('d', SMALL), run('e', SMALL)];
  await new Promise(setImmediate);
  expect(begun).toEqual(['a']);
  await end('a');
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  for (const name of ['c', 'd', 'e']) await end(name);
  await Promise.all(all);
});

test('one that streams takes no share where its colours are converted', async () => {
  const { run, begun, end } = desk();
  const photo = { width: 100, height: 80, format: 'png' };
  const converted = { ...photo, hasOwnColours: true };
  const all = [run('a', converted), run('b', converted), run('c', photo)];
  await new Promise(setImmediate);
  expect(begun).toEqual(['a']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const name of ['b', 'c']) await end(name);
  await Promise.all(all);
});

test('one that streams takes a share, and one that is too large for all goes alone', async () => {
  const { run, begun, end } = desk();
  const huge = { width: 1000, height: 1000, format: 'gif' };
  const all = [run('a', { ...LARGE, format: 'png' }), run('b', { ...LARGE, format: 'jpeg' }), run('c', huge)];
  await new Promise(setImmediate);
  expect(begun).toEqual(['a', 'b']);
  for (const name of ['a', 'b', 'c']) await end(name);
  await Promise.all(all);
});

test('a request that the web server gives up with a text is given up with an error', async () => {
  const { run, end } = desk();
  const abort = new AbortController();
  const first = run('a', LARGE);
  const waiting = run('b', LARGE, abort.signal);
  abort.abort('Client connection prematurely closed.');
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(run('c', LARGE, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await end('a');
  await first;
});

test('whoever gives up leaves the line at once, and the next is served', async () => {
  const { run, begun, end } = desk();
  const abort = new AbortController();
  setMaxListeners(0, abort.signal);
  const first = run('a', LARGE);
  const crowd = Array.from({ length: 40 }, (_, at) => run(`given up ${at}`, LARGE, abort.signal));
  const honest = run('honest', SMALL);
  const late = run('late', SMALL, AbortSignal.abort(new Error('gone')));
  await expect(late).rejects.toThrow('gone');
  abort.abort(new Error('broken off'));
  for (const one of crowd) await expect(one).rejects.toThrow('broken off');
  await end('a');
  expect(begun).toEqual(['a', 'honest']);
  await end('honest');
  await Promise.all([first, honest]);
});
