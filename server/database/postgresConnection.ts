import net from 'node:net';
import type pg from 'pg';

/** How long things may take; a test makes them short. */
export interface PostgresTiming {
  /** A connection that was asked something and says nothing for so long is dead, whatever the network claims. */
  readonly silenceMs: number;
  /** How often the connection that listens is asked whether it still lives. */
  readonly heartbeatMs: number;
  readonly connectMs: number;
}

export const POSTGRES_TIMING: PostgresTiming = { silenceMs: 8000, heartbeatMs: 3000, connectMs: 5000 };

/**
 * How every connection to Postgres is made. A network that swallows packets tells neither side, so each gives up by
 * itself: this one when nothing comes back, the server when a statement or an open transaction goes on for too long.
 * Else a lock that a lost connection holds would stop everybody.
 */
export function connectionConfig(
  url: string,
  { silenceMs, connectMs }: PostgresTiming,
): pg.ClientConfig & { stream: () => net.Socket } {
  return {
    connectionString: url,
    application_name: 'outframe',
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    statement_timeout: silenceMs,
    idle_in_transaction_session_timeout: silenceMs,
    stream: () => impatientSocket(silenceMs),
  };
}

function impatientSocket(silenceMs: number): net.Socket {
  const socket = new net.Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' }));
  });
  return socket;
}
