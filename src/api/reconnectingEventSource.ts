import { retryDelayMs } from './queryClient.ts';

/** The part of EventSource that is used. */
export interface EventStream {
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

interface ReconnectingEventSourceOptions {
  readonly openStream: () => EventStream;
  /** A stream silent for longer is taken for dead: something in between may keep it open with nobody behind it. */
  readonly longestSilenceMs: number;
  /** The first event comes at once. A proxy may let the head through and hold the body back: then it never does. */
  readonly longestHeadMs: number;
  readonly onOpen: () => void;
  /** Called with how often it has failed since it was last open. */
  readonly onBreak: (failures: number) => void;
  /** By type of event, with the event's data. */
  readonly listeners: Readonly<Record<string, (data: string) => void>>;
}

export interface ReconnectingEventSource {
  readonly isOpen: () => boolean;
  readonly failures: () => number;
  readonly open: () => void;
  readonly close: () => void;
}

/** A stream of events that opens again by itself whenever it breaks, sooner after one failure than after many. */
export function reconnectingEventSource(options: ReconnectingEventSourceOptions): ReconnectingEventSource {
  let stream: EventStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isOpen = false;

  function close(): void {
    clearTimeout(timer);
    stream?.close();
    stream = null;
    isOpen = false;
  }

  function breakOff(): void {
    close();
    failures += 1;
    timer = setTimeout(open, retryDelayMs(failures));
    options.onBreak(failures);
  }

  /** What has come through counts, not that something says that it is open. */
  function heard(): void {
    clearTimeout(timer);
    timer = setTimeout(breakOff, options.longestSilenceMs);
    if (isOpen) return;
    isOpen = true;
    failures = 0;
    options.onOpen();
  }

  function open(): void {
    close();
    stream = options.openStream();
    timer = setTimeout(breakOff, options.longestHeadMs);
    stream.onerror = breakOff;
    for (const [type, listener] of Object.entries(options.listeners)) {
      stream.addEventListener(type, ({ data }) => {
        heard();
        listener(data);
      });
    }
  }

  return { isOpen: () => isOpen, failures: () => failures, open, close };
}
