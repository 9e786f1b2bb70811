import { beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { openAnew } from '../openings.ts';
import { arrive } from './arrive.ts';
import { itemOf, openKey, setItems, useTrayStore } from './trayStore.ts';
import { startUploads } from './uploads.ts';

/** A bound for what hangs. */
const BOUND = { timeout: 200_000, interval: 5 };

function fileOf(name: string): File {
  const bytes = Uint8Array.from(`\x89PNG\r\n${name}`, (char) => char.charCodeAt(0));
  return new File([bytes], name, { type: 'image/png' });
}

/** A browser that keeps nothing, as in a private window. */
function refusedRequest(): Partial<IDBOpenDBRequest> {
  const request: { onerror?: () => void } = {};
  queueMicrotask(() => request.onerror?.());
  return request as Partial<IDBOpenDBRequest>;
}

/** How many uploads have begun. */
let begun = 0;

/** A line on which no answer comes. */
class SilentRequest extends EventTarget {
  readonly upload = new EventTarget();
  open(): void {}
  setRequestHeader(): void {}
  send(): void {
    begun += 1;
  }
}

beforeEach(() => {
  begun = 0;
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('indexedDB', { open: refusedRequest });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 400, height: 300, close: () => undefined }));
  vi.stubGlobal('XMLHttpRequest', SilentRequest);
  useSourceStore.setState({ opened: null, source: null, problem: null });
  setItems([]);
});

test('an image opened beside others is at hand before it is in the tray: it is sent, and not refused as lost', async () => {
  await arrive(['one', 'two'].map(fileOf), { openAlone: async () => false });
  expect(useTrayStore.getState().items).toHaveLength(2);
  const client = createQueryClient();
  const stop = startUploads(client);
  await vi.waitUntil(() => begun === 1, BOUND);
  expect(await openAnew(async () => ({ file: fileOf('beside') }))).toBe(true);
  const beside = () => itemOf(openKey() ?? '');
  expect(beside()?.opened.name).toBe('beside');
  await vi.waitUntil(() => begun === 2 || beside()?.refused, BOUND);
  expect(beside()?.refused).toBeNull();
  stop();
  client.clear();
});
