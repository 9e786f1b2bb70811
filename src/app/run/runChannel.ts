import { z } from 'zod';
import { goingOn, paused, withoutRest, withRedone, withRefusedAgain } from '../../domain/run/run.ts';
import { changeRun, type RunStore, type StoredRun } from './runStore.ts';

const orderSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('pause') }),
  z.object({ does: z.literal('go on') }),
  z.object({ does: z.literal('cancel') }),
  z.object({
    does: z.literal('send refused'),
    /** Of this press alone. */
    idempotencyKey: z.string().optional(),
  }),
  z.object({
    does: z.literal('redo'),
    idempotencyKey: z.string(),
    /** The key of what is asked for in its place. */
    anew: z.string(),
  }),
]);
type RunOrder = z.infer<typeof orderSchema>;

function ordered<R extends StoredRun>(run: R, order: RunOrder): R {
  if (order.does === 'pause') return paused(run);
  if (order.does === 'go on') return goingOn(run);
  if (order.does === 'cancel') return withoutRest(run);
  if (order.does === 'redo') return withRedone(run, order.idempotencyKey, order.anew);
  return withRefusedAgain(run, order.idempotencyKey);
}

/**
 * Between tabs that have the same run. One of them sends; it alone tells how far the run is. The others tell it what a
 * person wants, and ask it when they have just come.
 */
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), runId: z.string() }),
  z.object({ kind: z.literal('state'), runId: z.string(), run: z.unknown() }),
  z.object({
    kind: z.literal('order'),
    runId: z.string(),
    order: orderSchema,
    /** Tasks of which the tab knows that gave the order. */
    taskIds: z.array(z.string()),
  }),
]);
type RunMessage = z.input<typeof messageSchema>;

/** A channel does not hear itself: all of a tab goes through this one. */
const channel = new BroadcastChannel('outframe-run');

/** Does what a person wants of the run, whichever tab sends it. */
export function orderRun<R extends StoredRun>(store: RunStore<R>, order: RunOrder): void {
  const { run } = store.useRun.getState();
  if (run === null) return;
  changeRun(store, (now) => ordered(now, order));
  tell({ kind: 'order', runId: run.batch.id, order, taskIds: taskIdsOf(run) });
}

interface Following {
  /** It sends: what others say about the state of the run is older than what it knows. */
  readonly isSender: () => boolean;
  readonly cancel: (taskId: string) => void;
}

/** Keeps a run the same in all tabs that have it, until the returned function is called. */
export function followRun<R extends StoredRun>(
  store: RunStore<R>,
  runId: string,
  { isSender, cancel }: Following,
): () => void {
  const onMessage = ({ data }: MessageEvent) => {
    const { run } = store.useRun.getState();
    const message = messageSchema.safeParse(data).data;
    if (run?.batch.id !== runId || message?.runId !== runId) return;
    if (message.kind === 'state') {
      const { data: state } = store.schema.safeParse(message.run);
      if (state !== undefined && !isSender()) changeRun(store, () => state);
    } else if (message.kind === 'ask') {
      if (isSender()) tell({ kind: 'state', runId, run });
    } else {
      changeRun(store, (now) => ordered(now, message.order));
      if (message.order.does !== 'cancel' || !isSender()) return;
      // The tab that gave the order cancels what it knew of; this one knows more.
      const known = new Set(message.taskIds);
      for (const taskId of taskIdsOf(run)) if (!known.has(taskId)) cancel(taskId);
    }
  };
  channel.addEventListener('message', onMessage);
  const stop = store.useRun.subscribe(({ run }, before) => {
    if (run !== before.run && run?.batch.id === runId && isSender()) tell({ kind: 'state', runId, run });
  });
  tell({ kind: 'ask', runId });
  return () => {
    channel.removeEventListener('message', onMessage);
    stop();
  };
}

function taskIdsOf({ parts }: StoredRun): string[] {
  return parts.flatMap(({ taskId }) => taskId ?? []);
}

function tell(message: RunMessage): void {
  channel.postMessage(message);
}
