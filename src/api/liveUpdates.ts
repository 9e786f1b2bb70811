import { focusManager, InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { hasEnded, taskDeletedSchema, taskSchema } from '../domain/contract.ts';
import { ProblemError } from '../domain/problem.ts';
import { configQuery } from './config.ts';
import { connectionOf, useConnection } from './connection.ts';
import { parsedJson } from './parsedJson.ts';
import { retryDelayMs } from './queryClient.ts';
import { tasksOf } from './taskList.ts';
import { noteTask, tasksQuery } from './tasks.ts';

const EVENTS_PATH = '/api/tasks/events';
const POLL_RUNNING_MS = 2000;
/** While nothing runs here, another tab may still submit something. */
const POLL_IDLE_MS = 15_000;

/** The relay says that it is still there every 15 s; a stream silent for longer than this is taken for dead. */
const LONGEST_SILENCE_MS = 40_000;

/** The part of EventSource that is used. */
export interface EventStream {
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/**
 * Keeps the list of tasks as the relay has it until `stop` is called: over one stream of events, by polling while
 * that is down. Opens the stream again by itself, and asks for the whole list each time, since events may have been
 * missed. A hidden tab lets go of the stream, because a browser has only six connections to one host for all tabs.
 */
export function startLiveUpdates(
  client: QueryClient,
  openStream: (path: string) => EventStream = (path) => new EventSource(path),
  longestSilenceMs = LONGEST_SILENCE_MS,
): () => void {
  let stream: EventStream | null = null;
  let reopenTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isStreamOpen = false;
  let wasOpen = false;

  const list = new InfiniteQueryObserver(client, {
    ...tasksQuery,
    refetchInterval: ({ state }) => {
      if (isStreamOpen || failures === 0) return false;
      return tasksOf(state.data).some(({ status }) => !hasEnded(status)) ? POLL_RUNNING_MS : POLL_IDLE_MS;
    },
  });

  function tellConnection(): void {
    const { failureReason } = list.getCurrentResult();
    const isUnreachable = failureReason instanceof ProblemError && failureReason.code === 'relay-unreachable';
    const connection = connectionOf({ isStreamOpen, hasStreamFailed: failures > 0, isUnreachable });
    if (useConnection.getState().connection !== connection) useConnection.setState({ connection });
  }

  async function askAgain(mayHaveRestarted: boolean): Promise<void> {
    // An answer that was already under way may be older than the stream.
    await client.cancelQueries({ queryKey: tasksQuery.queryKey });
    await client.invalidateQueries({ queryKey: tasksQuery.queryKey });
    // A relay that was started again may have other settings.
    if (mayHaveRestarted) await client.invalidateQueries({ queryKey: configQuery.queryKey });
  }

  function letGo(): void {
    clearTimeout(reopenTimer);
    clearTimeout(silenceTimer);
    stream?.close();
    stream = null;
    isStreamOpen = false;
  }

  function breakOff(): void {
    letGo();
    failures += 1;
    reopenTimer = setTimeout(open, retryDelayMs(failures));
    tellConnection();
    if (failures === 1) void client.invalidateQueries({ queryKey: tasksQuery.queryKey });
  }

  /** Something in between may keep a stream open whose other end is gone. */
  function heard(): void {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(breakOff, longestSilenceMs);
  }

  function open(): void {
    letGo();
    stream = openStream(EVENTS_PATH);
    stream.onopen = () => {
      isStreamOpen = true;
      failures = 0;
      heard();
      tellConnection();
      void askAgain(wasOpen);
      wasOpen = true;
    };
    stream.onerror = breakOff;
    stream.addEventListener('heartbeat', heard);
    listen(stream, 'task', taskSchema, (task) => noteTask(client, task.id, task));
    listen(stream, 'deleted', taskDeletedSchema, ({ id }) => noteTask(client, id, null));
  }

  /** What cannot be read makes the list be asked for, which shows what is wrong. */
  function listen<T>(source: EventStream, type: string, schema: z.ZodType<T>, take: (data: T) => void): void {
    source.addEventListener(type, ({ data }) => {
      heard();
      const parsed = schema.safeParse(parsedJson(data));
      if (parsed.success) take(parsed.data);
      else void client.invalidateQueries({ queryKey: tasksQuery.queryKey });
    });
  }

  const unobserve = list.subscribe(tellConnection);
  const unfocus = focusManager.subscribe((isVisible) => {
    if (!isVisible) letGo();
    else if (!isStreamOpen) open();
  });
  open();

  return () => {
    unfocus();
    unobserve();
    letGo();
  };
}
