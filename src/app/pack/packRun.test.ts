import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { sourceSchema } from '../../domain/contract/source.ts';
import type { Task } from '../../domain/contract/task.ts';
import { packItems } from '../../domain/pack/pack.ts';
import { packEntries } from '../../domain/pack/packEntry.ts';
import { packRequests } from '../../domain/pack/packRequests.ts';
import { holdFile } from '../../source/keptFile.ts';
import { markUploaded } from '../../source/relayVerdict.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { startRunSending } from '../run/runSending.ts';
import { PACK_SOURCES, packRun, startPackRun, usePackRun } from './packRun.ts';

const SIZE = { width: 400, height: 300 };
const SOURCE = sourceSchema.parse({
  ...{ id: 'a'.repeat(64), ...SIZE, format: 'png', fileBytes: 1, orientation: 1, hasAlpha: false },
  copyReasons: [],
  createdAt: new Date(0).toISOString(),
});
const opened = (key: string) => ({ key, name: `${key}.png`, fileBytes: 1, sourceId: null, facts: null });

/** A browser that keeps nothing: the file had to make room. */
function refusedRequest(): Partial<IDBOpenDBRequest> {
  const request: { onerror?: () => void } = {};
  queueMicrotask(() => request.onerror?.());
  return request as Partial<IDBOpenDBRequest>;
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', { open: refusedRequest });
  useSourceStore.setState({ opened: opened('a'), source: null });
  const items = packItems(['instagram-square', 'instagram-story']);
  const batch = { id: crypto.randomUUID(), name: 'Two' };
  const order = { prompt: '', usesPrompt: false, provider: 'built-in', sourceName: 'a.png', batch } as const;
  const requests = packRequests(
    packEntries(SIZE, items, { reachesAnyFrame: true, allowsCropping: false }),
    order,
  );
  startPackRun({ sourceKey: 'a', sourceName: 'a.png', size: SIZE, items, batch, requests });
});

function sending(submit: () => Promise<Task>): () => void {
  const client = new QueryClient();
  client.setQueryData(['upload', 'a'], SOURCE);
  const cancel = async () => undefined;
  const runId = usePackRun.getState().run?.batch.id ?? '';
  return startRunSending(runId, { store: packRun, sources: PACK_SOURCES, client, submit, cancel });
}

test('the rest of a pack is sent from what the relay has, however many images were opened since the first of it', async () => {
  holdFile('a', new File(['a'], 'a.png'));
  const task = { id: crypto.randomUUID(), source: SOURCE } as Task;
  const submit = vi.fn(() =>
    submit.mock.calls.length > 1 ? new Promise<Task>(() => undefined) : Promise.resolve(task),
  );
  const stop = sending(submit);
  await vi.waitUntil(() => usePackRun.getState().run?.parts.some(({ taskId }) => taskId !== null));
  stop();
  holdFile('a', null);
  useSourceStore.setState({ opened: opened('b') });
  expect(await PACK_SOURCES.sourceOf('a')).toMatchObject({ sourceId: SOURCE.id, facts: SIZE });
});

test('so is a pack whose image was uploaded before any of it was taken', async () => {
  const stop = sending(() => new Promise(() => undefined));
  markUploaded('a', SOURCE);
  stop();
  useSourceStore.setState({ opened: opened('b') });
  expect(await PACK_SOURCES.sourceOf('a')).toMatchObject({ sourceId: SOURCE.id, facts: SIZE });
});
