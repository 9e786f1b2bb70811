import { create } from 'zustand';

/**
 * How the browser hears from the relay: `live` over the stream of events, `polling` while the stream is down but the
 * relay answers, `offline` while it does not answer.
 */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

export const useConnection = create<{ connection: Connection }>()(() => ({ connection: 'connecting' }));

interface ConnectionSigns {
  readonly isStreamOpen: boolean;
  readonly hasStreamFailed: boolean;
  /** The relay did not answer when last asked. */
  readonly isUnreachable: boolean;
}

export function connectionOf(signs: ConnectionSigns): Connection {
  if (signs.isStreamOpen) return 'live';
  if (signs.isUnreachable) return 'offline';
  return signs.hasStreamFailed ? 'polling' : 'connecting';
}
