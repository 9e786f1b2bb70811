/** What was built: the page's files, and a name that no other build has. */
export interface BuiltShell {
  readonly version: string;
  /** Addresses, the page itself (`/`) among them. */
  readonly files: readonly string[];
}

/** Where files that another app shares are kept until the page takes them, in their order. */
export const SHARED_CACHE = 'outframe-shared';
/** How many of them there was no room for, in the page's address. */
export const LEFT_OUT = 'left-out';
const SHARE_TARGET = '/share-target';

const PREFIX = 'outframe-shell-';
/** A proxy says so of a server that is away. */
const AWAY: readonly number[] = [502, 503, 504];

interface Surroundings {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: typeof fetch;
}

type Asked = Pick<Request, 'url' | 'method' | 'mode' | 'formData'>;

/**
 * Keeps the app at hand while the server is away. A page is always asked for first, so that a server that answers never
 * gets an app of another build; files with a hash in their name never change and come from the cache. What belongs to
 * the API is not touched.
 */
export function createOfflineShell(built: BuiltShell, { caches, fetch }: Surroundings) {
  const name = `${PREFIX}${built.version}`;

  async function kept(path: string): Promise<Response | undefined> {
    return await (await caches.open(name)).match(path);
  }

  async function page(request: Asked): Promise<Response> {
    const answer = await fetch(request as Request).catch(() => null);
    if (answer && !AWAY.includes(answer.status)) return answer;
    return (await kept('/')) ?? answer ?? Response.error();
  }

  async function hashed(request: Asked, path: string): Promise<Response> {
    return (await kept(path)) ?? (await fetch(request as Request));
  }

  async function other(request: Asked, path: string): Promise<Response> {
    return await fetch(request as Request).catch(async () => (await kept(path)) ?? Response.error());
  }

  return {
    /** @throws Error when a file is missing, or the server has another build by now: it is tried again later. */
    async install(): Promise<void> {
      const cache = await caches.open(name);
      await cache.addAll(built.files.map((file) => new Request(file, { cache: 'reload' })));
      const html = (await (await cache.match('/'))?.text()) ?? '';
      const scripts = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, script]) => script ?? '');
      if (scripts.length > 0 && scripts.every((script) => built.files.includes(script))) return;
      await caches.delete(name);
      throw new Error('The server has another build of the app by now.');
    },
    async activate(): Promise<void> {
      const old = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name);
      await Promise.all(old.map((key) => caches.delete(key)));
    },
    /** Null for what is none of its business. */
    answer(request: Asked, origin: string): Promise<Response> | null {
      const { pathname, origin: from } = new URL(request.url);
      if (from !== origin) return null;
      if (request.method === 'POST' && pathname === SHARE_TARGET) return keepShared(request, caches);
      if (request.method !== 'GET' || pathname.startsWith('/api/')) return null;
      if (request.mode === 'navigate') return page(request);
      if (!built.files.includes(pathname)) return null;
      return pathname.startsWith('/assets/') ? hashed(request, pathname) : other(request, pathname);
    },
  };
}

/**
 * Keeps the images that another app shares, and opens the page, which takes them from there. Those that there is no room
 * for are left out and counted: the others are not lost with them.
 */
async function keepShared(request: Asked, caches: Surroundings['caches']): Promise<Response> {
  const shared = (await request.formData()).getAll('image').filter((each) => each instanceof File);
  // What was shared before and never taken is not mixed with this.
  await caches.delete(SHARED_CACHE);
  const cache = await caches.open(SHARED_CACHE);
  let leftOut = 0;
  for (const [index, file] of shared.entries()) {
    const headers = { 'x-name': encodeURIComponent(file.name), 'content-type': file.type };
    await cache.put(`/shared-image/${index}`, new Response(file, { headers })).catch(() => {
      leftOut += 1;
    });
  }
  const location = leftOut === 0 ? '/?shared' : `/?shared&${LEFT_OUT}=${leftOut}`;
  return new Response(null, { status: 303, headers: { location } });
}
