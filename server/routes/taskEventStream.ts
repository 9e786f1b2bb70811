import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { TASK_EVENTS } from '../../src/domain/contract/task.ts';
import type { SignIn } from '../access/signIn.ts';
import type { TaskEvents } from '../tasks/rows/taskEvents.ts';
import type { TaskNews, TaskReader } from '../tasks/rows/taskReader.ts';
import type { RouteEnv } from './routeContext.ts';

export interface EventStreamDeps {
  readonly reader: TaskReader;
  readonly events: TaskEvents;
  readonly signIn: SignIn;
  /** Nobody hears of the tasks of others. */
  readonly ownTasksOnly: boolean;
  /** How often each stream says that it is still there. */
  readonly heartbeatMs?: number;
}

const HEARTBEAT_MS = 5000;
/** Whoever listens is looked at again so often: a session ends, a token is taken away. */
const HEARTBEATS_TO_CHECK = 3;
const RECONNECT_MS = 1000;
const PAGE = 100;

/**
 * A stream of changed tasks. Each event's id is the revision: a browser that comes back with the last one it saw first
 * gets everything newer.
 */
export function streamTaskEvents(
  context: Context<RouteEnv>,
  { reader, events, signIn, ownTasksOnly, heartbeatMs = HEARTBEAT_MS }: EventStreamDeps,
): Response {
  const lastSeen = Number(context.req.header('last-event-id') || Number.NaN);
  const person = context.get('person');
  const isFor = (news: TaskNews) => !ownTasksOnly || news.person === person;
  const response = streamSSE(context, async (stream) => {
    /** The latest of each task that is still to be sent. */
    const pending = new Map<string, TaskNews>();
    let isOpen = true;
    let wake = () => {};
    const close = () => {
      isOpen = false;
      wake();
    };
    const closeUnlessIn = () =>
      signIn.isStillIn(context).then(
        (isIn) => isIn || close(),
        // A database that is away has closed all streams already, or will.
        () => undefined,
      );
    const unsubscribe = events.subscribe({
      onNews: (news) => {
        if (!isFor(news)) return;
        pending.set(news.id, news);
        wake();
      },
      onConfig: () => void stream.writeSSE({ event: TASK_EVENTS.config, data: '{}' }),
      onSignOut: () => void closeUnlessIn(),
      onClose: close,
    });
    stream.onAbort(close);
    // An event and not a comment: the browser sees no comments, and takes a silent stream for a dead one.
    let heartbeats = 0;
    const beat = () => stream.writeSSE({ event: TASK_EVENTS.heartbeat, data: '{}' });
    const heartbeat = setInterval(() => {
      heartbeats += 1;
      if (heartbeats % HEARTBEATS_TO_CHECK === 0) void closeUnlessIn();
      void beat();
    }, heartbeatMs);
    try {
      await stream.write(`retry: ${RECONNECT_MS}\n\n`);
      // At once: until something has come through, the browser does not take the stream for open.
      await beat();
      let sent = await catchUp(stream, { reader, isFor }, lastSeen);
      while (isOpen) {
        const batch = [...pending.values()].toSorted((a, b) => a.revision - b.revision);
        pending.clear();
        for (const news of batch) {
          if (news.revision > sent) await send(stream, news);
        }
        sent = Math.max(sent, batch.at(-1)?.revision ?? 0);
        if (pending.size === 0 && isOpen) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      clearInterval(heartbeat);
      unsubscribe();
    }
  });
  // Proxies must not hold events back.
  response.headers.set('X-Accel-Buffering', 'no');
  response.headers.set('Cache-Control', 'no-cache, no-transform');
  return response;
}

/** Sends what the browser missed, and tells it where it is now. Returns the revision up to which it knows all. */
async function catchUp(
  stream: SSEStreamingApi,
  { reader, isFor }: { reader: TaskReader; isFor: (news: TaskNews) => boolean },
  lastSeen: number,
): Promise<number> {
  if (!Number.isSafeInteger(lastSeen)) {
    const latest = await reader.latestRevision();
    // An id without data makes no event, but it is what the browser comes back with.
    await stream.write(`id: ${latest}\n\n`);
    return latest;
  }
  let sent = lastSeen;
  for (;;) {
    const { news, upTo, isAll } = await reader.newsSince(sent, PAGE);
    for (const item of news.filter(isFor)) await send(stream, item);
    sent = upTo;
    if (isAll) return sent;
  }
}

async function send(stream: SSEStreamingApi, { id, revision, task }: TaskNews): Promise<void> {
  await stream.writeSSE({
    event: task === null ? TASK_EVENTS.deleted : TASK_EVENTS.task,
    data: JSON.stringify(task ?? { id }),
    id: String(revision),
  });
}
