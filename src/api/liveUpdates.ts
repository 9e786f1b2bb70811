import { focusManager, InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { hasEnded, TASK_EVENTS, taskDeletedSchema, taskSchema } from '../domain/contract/task.ts';
import { configQuery } from './config.ts';
import { connectionOf, useConnection } from './connection.ts';
import { askForOutlines, followOutlines } from './outline.ts';
import { parsedJson } from './parsedJson.ts';
import {
  type EventStream,
  type ReconnectingEventSource,
  reconnectingEventSource,
} from './reconnectingEventSource.ts';
import { type TaskList, tasksOf } from './taskList.ts';
import { tasksQuery, upsertTaskInCache } from './tasks.ts';

const EVENTS_PATH = '/api/tasks/events';
const PACES = {
  /** The relay says at once that it is there, and then every 5 s. */
  ...{ longestHeadMs: 4000, longestSilenceMs: 12_000 },
  pollRunningMs: 2000,
  /** While nothing runs here, another tab may still submit something. */
  pollIdleMs: 15_000,
  /** A hidden tab has no stream, and still tells when what is under way has ended. */
  pollHiddenMs: 10_000,
};
export type LivePaces = typeof PACES;

/**
 * Keeps the list of tasks as the relay has it until the returned function is called: over one stream of events, by
 * polling while that is down. Asks for the whole list each time the stream opens, since events may have been missed.
 * A hidden tab lets go of the stream, because a browser has only six connections to one host for all tabs.
 */
export function startLiveUpdates(
  client: QueryClient,
  openStream: (path: string) => EventStream = (path) => new EventSource(path),
  set: Partial<LivePaces> = {},
): () => void {
  const paces = { ...PACES, ...set };
  let wasOpen = false;
  const stream = reconnectingEventSource({
    openStream: () => openStream(EVENTS_PATH),
    ...paces,
    onOpen: () => {
      tellConnection();
      void askAgain(client, wasOpen);
      wasOpen = true;
    },
    onBreak: () => {
      tellConnection();
      // Whether the relay still answers is asked each time: one that is stopped gently answers for a while.
      const isKnownAway = useConnection.getState().connection === 'offline';
      if (!isKnownAway) void askForTasks(client);
    },
    listeners: {
      [TASK_EVENTS.task]: reading(client, taskSchema, (task) => upsertTaskInCache(client, task.id, task)),
      [TASK_EVENTS.deleted]: reading(client, taskDeletedSchema, ({ id }) =>
        upsertTaskInCache(client, id, null),
      ),
      [TASK_EVENTS.config]: () => void client.invalidateQueries({ queryKey: configQuery.queryKey }),
      [TASK_EVENTS.heartbeat]: () => {},
    },
  });
  const listOptions = {
    ...tasksQuery,
    refetchInterval: ({ state }: { state: { data?: TaskList | undefined } }) =>
      pollMs(stream, state.data, paces),
    refetchIntervalInBackground: true,
  };
  const list = new InfiniteQueryObserver(client, listOptions);
  let polled: unknown;

  function tellConnection(): void {
    const now = connectionOf({
      isStreamOpen: stream.isOpen(),
      hasStreamFailed: stream.failures() > 0,
      failure: list.getCurrentResult().failureReason,
    });
    const before = useConnection.getState();
    if (before.connection === now.connection && before.isIntercepted === now.isIntercepted) return;
    useConnection.setState(now);
    // The relay answers again: no need to wait for the stream's next try.
    if (before.connection === 'offline' && now.connection === 'polling') stream.open();
  }

  const unfollow = followOutlines(client);
  const unobserve = list.subscribe(({ data }) => {
    tellConnection();
    // What a poll found to be different, the other lists do not know.
    if (polled !== undefined && data !== polled && !stream.isOpen())
      void askForOutlines(client, { restart: false });
    polled = data;
  });
  const unfocus = focusManager.subscribe((isVisible) => {
    if (!isVisible) stream.close();
    else if (!stream.isOpen()) stream.open();
    // The time until the next poll is another one now.
    list.setOptions(listOptions);
  });
  stream.open();

  return () => {
    unfocus();
    unobserve();
    unfollow();
    stream.close();
  };
}

async function askAgain(client: QueryClient, mayHaveRestarted: boolean): Promise<void> {
  // An answer that was already under way may be older than the stream.
  await client.cancelQueries({ queryKey: tasksQuery.queryKey });
  await askForTasks(client);
  // A relay that was started again may have other settings.
  if (mayHaveRestarted) await client.invalidateQueries({ queryKey: configQuery.queryKey });
}

/** Asks again for everything there is of tasks: the list, the outlines, and those looked at one by one. */
async function askForTasks(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: tasksQuery.queryKey }),
    askForOutlines(client, { restart: true }),
  ]);
}

/** Reads the data of an event; what cannot be read makes the list be asked for, which shows what is wrong. */
function reading<T>(
  client: QueryClient,
  schema: z.ZodType<T>,
  take: (data: T) => void,
): (text: string) => void {
  return (text) => {
    const parsed = schema.safeParse(parsedJson(text));
    if (parsed.success) take(parsed.data);
    else void askForTasks(client);
  };
}

function pollMs(
  stream: ReconnectingEventSource,
  list: TaskList | undefined,
  paces: LivePaces,
): number | false {
  const isRunning = tasksOf(list).some(({ status }) => !hasEnded(status));
  if (!focusManager.isFocused()) return isRunning && paces.pollHiddenMs;
  if (stream.isOpen() || stream.failures() === 0) return false;
  return isRunning ? paces.pollRunningMs : paces.pollIdleMs;
}
