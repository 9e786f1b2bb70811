import { focusManager, InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { hasEnded, TASK_EVENTS, taskDeletedSchema, taskSchema } from '../domain/contract.ts';
import { ProblemError } from '../domain/problem.ts';
import { configQuery } from './config.ts';
import { connectionOf, useConnection } from './connection.ts';
import { parsedJson } from './parsedJson.ts';
import { type EventStream, type SteadyStream, steadyStream } from './steadyStream.ts';
import { type TaskList, tasksOf } from './taskList.ts';
import { noteTask, tasksQuery } from './tasks.ts';

const EVENTS_PATH = '/api/tasks/events';
/** The relay says that it is still there every 15 s. */
const LONGEST_SILENCE_MS = 40_000;
const POLL_RUNNING_MS = 2000;
/** While nothing runs here, another tab may still submit something. */
const POLL_IDLE_MS = 15_000;

/**
 * Keeps the list of tasks as the relay has it until the returned function is called: over one stream of events, by
 * polling while that is down. Asks for the whole list each time the stream opens, since events may have been missed.
 * A hidden tab lets go of the stream, because a browser has only six connections to one host for all tabs.
 */
export function startLiveUpdates(
  client: QueryClient,
  openStream: (path: string) => EventStream = (path) => new EventSource(path),
  longestSilenceMs = LONGEST_SILENCE_MS,
): () => void {
  let wasOpen = false;
  const stream = steadyStream({
    openStream: () => openStream(EVENTS_PATH),
    longestSilenceMs,
    onOpen: () => {
      tellConnection();
      void askAgain(client, wasOpen);
      wasOpen = true;
    },
    onBreak: () => {
      tellConnection();
      // Whether the relay still answers is asked each time: one that is stopped gently answers for a while.
      const isKnownAway = useConnection.getState().connection === 'offline';
      if (!isKnownAway) void client.invalidateQueries({ queryKey: tasksQuery.queryKey });
    },
    listeners: {
      [TASK_EVENTS.task]: reading(client, taskSchema, (task) => noteTask(client, task.id, task)),
      [TASK_EVENTS.deleted]: reading(client, taskDeletedSchema, ({ id }) => noteTask(client, id, null)),
      [TASK_EVENTS.config]: () => void client.invalidateQueries({ queryKey: configQuery.queryKey }),
      [TASK_EVENTS.heartbeat]: () => {},
    },
  });
  const list = new InfiniteQueryObserver(client, {
    ...tasksQuery,
    refetchInterval: ({ state }) => pollMs(stream, state.data),
  });

  function tellConnection(): void {
    const { failureReason } = list.getCurrentResult();
    const connection = connectionOf({
      isStreamOpen: stream.isOpen(),
      hasStreamFailed: stream.failures() > 0,
      isUnreachable: failureReason instanceof ProblemError && failureReason.code === 'relay-unreachable',
    });
    const before = useConnection.getState().connection;
    if (before === connection) return;
    useConnection.setState({ connection });
    // The relay answers again: no need to wait for the stream's next try.
    if (before === 'offline' && connection === 'polling') stream.open();
  }

  const unobserve = list.subscribe(tellConnection);
  const unfocus = focusManager.subscribe((isVisible) => {
    if (!isVisible) stream.close();
    else if (!stream.isOpen()) stream.open();
  });
  stream.open();

  return () => {
    unfocus();
    unobserve();
    stream.close();
  };
}

async function askAgain(client: QueryClient, mayHaveRestarted: boolean): Promise<void> {
  // An answer that was already under way may be older than the stream.
  await client.cancelQueries({ queryKey: tasksQuery.queryKey });
  await client.invalidateQueries({ queryKey: tasksQuery.queryKey });
  // A relay that was started again may have other settings.
  if (mayHaveRestarted) await client.invalidateQueries({ queryKey: configQuery.queryKey });
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
    else void client.invalidateQueries({ queryKey: tasksQuery.queryKey });
  };
}

function pollMs(stream: SteadyStream, list: TaskList | undefined): number | false {
  if (stream.isOpen() || stream.failures() === 0) return false;
  return tasksOf(list).some(({ status }) => !hasEnded(status)) ? POLL_RUNNING_MS : POLL_IDLE_MS;
}
