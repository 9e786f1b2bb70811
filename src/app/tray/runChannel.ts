import { z } from 'zod';
import { goingOn, paused, withoutRest, withRefusedAgain } from '../../domain/tray/trayRun.ts';
import { changeRun, runSchema, type SourcesRun, useTrayRun } from './trayRunStore.ts';

const ORDERS = { pause: paused, 'go on': goingOn, cancel: withoutRest, 'send refused': withRefusedAgain };
const orderSchema = z.enum(['pause', 'go on', 'cancel', 'send refused']);
export type RunOrder = z.infer<typeof orderSchema>;

/**
 * Between tabs that have the same run. One of them sends; it alone tells how far the run is. The others tell it what a
 * person wants, and ask it when they have just come.
 */
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), runId: z.string() }),
  z.object({ kind: z.literal('state'), run: runSchema }),
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
export function orderRun(order: RunOrder): void {
  const { run } = useTrayRun.getState();
  if (run === null) return;
  const taskIds = run.parts.flatMap(({ taskId }) => taskId ?? []);
  changeRun(ORDERS[order]);
  tell({ kind: 'order', runId: run.batch.id, order, taskIds });
}

interface Following {
  /** It sends: what others say about the state of the run is older than what it knows. */
  readonly isSender: () => boolean;
  readonly cancel: (taskId: string) => void;
}

/** Keeps a run the same in all tabs that have it, until the returned function is called. */
export function followRun(runId: string, { isSender, cancel }: Following): () => void {
  const onMessage = ({ data }: MessageEvent) => {
    const { run } = useTrayRun.getState();
    const message = messageSchema.safeParse(data).data;
    if (message === undefined || run?.batch.id !== runId || idOf(message) !== runId) return;
    if (message.kind === 'state') {
      if (!isSender()) useTrayRun.setState({ run: message.run });
    } else if (message.kind === 'ask') {
      if (isSender()) tell({ kind: 'state', run });
    } else {
      changeRun(ORDERS[message.order]);
      if (message.order !== 'cancel' || !isSender()) return;
      // The tab that gave the order cancels what it knew of; this one knows more.
      const unknown = run.parts.flatMap(({ taskId }) => taskId ?? []).filter(notIn(message.taskIds));
      for (const taskId of unknown) cancel(taskId);
    }
  };
  channel.addEventListener('message', onMessage);
  const stop = useTrayRun.subscribe(({ run }, before) => {
    if (run !== before.run && run?.batch.id === runId && isSender()) tell({ kind: 'state', run });
  });
  tell({ kind: 'ask', runId });
  return () => {
    channel.removeEventListener('message', onMessage);
    stop();
  };
}

function idOf(message: z.output<typeof messageSchema>): string {
  return message.kind === 'state' ? message.run.batch.id : message.runId;
}

function notIn(ids: readonly string[]): (id: string) => boolean {
  const known = new Set(ids);
  return (id) => !known.has(id);
}

function tell(message: RunMessage | { kind: 'state'; run: SourcesRun }): void {
  channel.postMessage(message);
}
