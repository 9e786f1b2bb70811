import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { ProblemError } from '../../domain/problem.ts';
import { keptFile, notKept } from '../../source/keptFile.ts';
import { isReadable } from '../../source/readableFile.ts';
import { sourceFactsSchema } from '../../source/sourceFacts.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { isVerdict, uploadQuery } from '../../source/useUpload.ts';
import { noteSize } from './noteSize.ts';
import { changeItem, itemOf, refuseItem, type TrayItem, useTrayStore } from './trayStore.ts';
import { openNear } from './walk.ts';

/** More would only share the line. */
const AT_ONCE = 3;

/** Why uploads wait just now: they go on by themselves. Null while they go on. */
export const useUploadTrouble = create<{ trouble: ProblemError | null }>()(() => ({ trouble: null }));

/**
 * Sends the images of the tray to the relay, some at a time, the open one among them: the same query, so that it is
 * sent once. While the relay is away each is tried again; after a reload what had not arrived is sent from the kept
 * bytes. Returns what ends that.
 */
export function startUploads(client: QueryClient): () => void {
  const underWay = new Set<string>();
  const pump = () => {
    for (const item of useTrayStore.getState().items) {
      if (underWay.size >= AT_ONCE) return;
      const { key } = item.opened;
      if (underWay.has(key) || !isToBeSent(item)) continue;
      underWay.add(key);
      void send(client, key).finally(() => {
        underWay.delete(key);
        pump();
      });
    }
  };
  const stopItems = useTrayStore.subscribe(pump);
  const stopTrouble = client.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== 'upload' || !underWay.has(String(query.queryKey[1]))) return;
    const { fetchFailureReason, fetchStatus } = query.state;
    const trouble = fetchStatus === 'fetching' && fetchFailureReason instanceof ProblemError;
    useUploadTrouble.setState({ trouble: trouble ? fetchFailureReason : null });
  });
  pump();
  return () => {
    stopItems();
    stopTrouble();
  };
}

function isToBeSent({ opened, size, isForRelay, refused }: TrayItem): boolean {
  return opened.sourceId === null && refused === null && (size !== null || isForRelay);
}

async function send(client: QueryClient, key: string): Promise<void> {
  const file = await keptFile(key);
  if (file === null) return refuseItem(key, notKept());
  if (!(await isReadable(file))) return refuseItem(key, new ProblemError('file-changed'));
  try {
    const source = await client.fetchQuery(uploadQuery({ key, file }));
    const item = itemOf(key);
    if (item === null) return;
    const opened = { ...item.opened, sourceId: source.id, facts: sourceFactsSchema.parse(source) };
    changeItem(key, { opened });
    // The relay turns some images that browsers show as they lie.
    noteSize(key, { width: source.width, height: source.height });
  } catch (error) {
    // The query gives up trying when the image is left on the stage; it is sent again from here.
    if (error instanceof ProblemError && isVerdict(error)) refuse(key, error);
  }
}

/** One that the relay refuses makes room on the stage for the nearest of the others. */
function refuse(key: string, problem: ProblemError): void {
  const { items } = useTrayStore.getState();
  const wasOpen = useSourceStore.getState().opened?.key === key || useSourceStore.getState().source === null;
  refuseItem(key, problem);
  if (wasOpen) void openNear(items.findIndex(({ opened }) => opened.key === key));
}
