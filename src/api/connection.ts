import { create } from 'zustand';
import { ProblemError } from '../domain/problem.ts';

/**
 * How the browser hears from the relay: `live` over the stream of events, `polling` while the stream is down but the
 * relay answers, `offline` while it does not answer, or something else does.
 */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

interface ConnectionState {
  readonly connection: Connection;
  /** Something else answered last in the place of the relay. */
  readonly isIntercepted: boolean;
}

export const useConnection = create<ConnectionState>()(() => ({
  connection: 'connecting',
  isIntercepted: false,
}));

interface ConnectionSigns {
  readonly isStreamOpen: boolean;
  readonly hasStreamFailed: boolean;
  /** Why the relay was not heard when last asked; null where it was. */
  readonly failure: Error | null;
}

export function connectionOf({ isStreamOpen, hasStreamFailed, failure }: ConnectionSigns): ConnectionState {
  const code = failure instanceof ProblemError ? failure.code : null;
  const isIntercepted = code === 'answered-by-another';
  if (isStreamOpen) return { connection: 'live', isIntercepted };
  if (isIntercepted || code === 'relay-unreachable') return { connection: 'offline', isIntercepted };
  return { connection: hasStreamFailed ? 'polling' : 'connecting', isIntercepted };
}
