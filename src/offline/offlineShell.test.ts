import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { createOfflineShell, SHARED_CACHE } from './offlineShell.ts';

const ORIGIN = 'https://outframe.example';
const PAGE = '<script type="module" src="/assets/index-a1.js"></script>';
const BUILT = { version: 'new', files: ['/', '/icon.svg', '/assets/index-a1.js'] };

/** The server's answers by path; a server that is away has none. */
let served: Record<string, string> | 'away' | number;
let stores: Map<string, Map<string, string>>;

const fetchFake = vi.fn(async (request: { url: string }) => {
  if (served === 'away') throw new TypeError('Failed to fetch');
  if (typeof served === 'number') return new Response('', { status: served });
  const text = served[new URL(request.url).pathname];
  return new Response(text ?? '', { status: text === undefined ? 404 : 200 });
});

/** A browser's caches, as far as they are used. */
const caches = {
  open: async (name: string) => {
    const store = stores.get(name) ?? new Map<string, string>();
    stores.set(name, store);
    return {
      addAll: async (requests: readonly { url: string }[]) => {
        for (const request of requests) {
          const answer = await fetchFake(request);
          if (!answer.ok) throw new TypeError('Request failed');
          store.set(new URL(request.url).pathname, await answer.text());
        }
      },
      match: async (path: string) => {
        const text = store.get(path);
        return text === undefined ? undefined : new Response(text);
      },
      put: async (path: string, answer: Response) => {
        const text = await answer.text();
        if (text === 'too large') throw new DOMException('No room', 'QuotaExceededError');
        store.set(path, text);
      },
    };
  },
  keys: async () => [...stores.keys()],
  delete: async (name: string) => stores.delete(name),
};

const shell = createOfflineShell(BUILT, {
  caches: caches as unknown as CacheStorage,
  fetch: fetchFake as unknown as typeof fetch,
});

function ask(path: string, asked: { mode?: RequestMode; method?: string; body?: FormData } = {}) {
  const { mode = 'cors', method = 'GET', body = new FormData() } = asked;
  return shell.answer({ url: `${ORIGIN}${path}`, method, mode, formData: async () => body }, ORIGIN);
}
const textOf = async (answer: Promise<Response> | null) => (await answer)?.text();

beforeEach(async () => {
  stores = new Map();
  served = { '/': PAGE, '/icon.svg': '<svg/>', '/assets/index-a1.js': 'app()' };
  // Node knows no addresses without an origin.
  vi.stubGlobal(
    'Request',
    class {
      readonly url: string;
      constructor(path: string) {
        this.url = ORIGIN + path;
      }
    },
  );
  await shell.install();
});

describe('a page', () => {
  it('comes from a server that answers, whatever is kept', async () => {
    served = { '/': 'a newer build' };
    expect(await textOf(ask('/', { mode: 'navigate' }))).toBe('a newer build');
    served = 404;
    expect((await ask('/', { mode: 'navigate' }))?.status).toBe(404);
  });

  it.each(['away', 502, 503] as const)('comes from what is kept while the server is %s', async (state) => {
    served = state;
    expect(await textOf(ask('/tasks', { mode: 'navigate' }))).toBe(PAGE);
  });
});

it('files with a hash come from what is kept, others from the server first', async () => {
  served = { '/icon.svg': 'another icon', '/assets/index-a1.js': 'never asked for' };
  expect(await textOf(ask('/assets/index-a1.js'))).toBe('app()');
  expect(await textOf(ask('/icon.svg'))).toBe('another icon');
  served = 'away';
  expect(await textOf(ask('/icon.svg'))).toBe('<svg/>');
});

it.each([
  ['/api/tasks', {}],
  ['/api/tasks', { method: 'POST' }],
  ['/assets/index-of-another-build.js', {}],
  ['/samples/meadow.jpg', {}],
])('%s %j is left to the browser', (path, asked) => {
  expect(ask(path, asked)).toBeNull();
});

it('what another site is asked for is left to the browser', () => {
  const request = { url: 'https://elsewhere.example/', method: 'GET', mode: 'cors' } as Request;
  expect(shell.answer(request, ORIGIN)).toBeNull();
});

it('a server that has another build by now is not mixed with this one', async () => {
  served = {
    ...Object.fromEntries(BUILT.files.map((file) => [file, 'x'])),
    '/': PAGE.replace('a1', 'b2'),
  };
  await expect(shell.install()).rejects.toThrow('another build');
  expect(stores.size).toBe(0);
});

it('builds before this one are let go, and nothing else', async () => {
  for (const name of ['outframe-shell-old', SHARED_CACHE]) await caches.open(name);
  await shell.activate();
  expect([...stores.keys()].sort()).toEqual(['outframe-shared', 'outframe-shell-new'].sort());
});

it('images that another app shares are kept for the page, which opens', async () => {
  const body = new FormData();
  await (await caches.open(SHARED_CACHE)).put('/shared-image/7', new Response('never taken'));
  for (const name of ['a b.png', 'c.png']) {
    body.append('image', new File([`pixels of ${name}`], name, { type: 'image/png' }));
  }
  const answer = await ask('/share-target', { method: 'POST', body });
  expect([answer?.status, answer?.headers.get('location')]).toEqual([303, '/?shared']);
  expect([...(stores.get(SHARED_CACHE) ?? [])]).toEqual([
    ['/shared-image/0', 'pixels of a b.png'],
    ['/shared-image/1', 'pixels of c.png'],
  ]);
});

test('of shared images those that there is no room for are left out, and the others stay', async () => {
  const body = new FormData();
  for (const text of ['pixels', 'too large', 'more pixels']) body.append('image', new File([text], 'a.png'));
  const answer = await ask('/share-target', { method: 'POST', body });
  expect(answer?.headers.get('location')).toBe('/?shared&left-out=1');
  expect([...(stores.get(SHARED_CACHE)?.values() ?? [])]).toEqual(['pixels', 'more pixels']);
});
