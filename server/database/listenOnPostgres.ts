import pg from 'pg';
import { connectionConfig, type PostgresTiming } from './postgresConnection.ts';

interface ListenOptions {
  readonly url: string;
  readonly timing: PostgresTiming;
  readonly channel: string;
  /** Gets each payload, and null after a reconnect, when some may have been missed. */
  readonly callback: (payload: string | null) => void;
  readonly onError: (error: Error) => void;
}

export interface PostgresListener {
  /** False while it is about to connect anew. */
  isListening(): boolean;
  stop(): Promise<void>;
}

const FIRST_RECONNECT_MS = 250;
const MAX_RECONNECT_MS = 5000;

/**
 * Listens on a Postgres channel with a connection of its own, and connects anew whenever that one breaks. Who only
 * listens hears nothing of a connection that is gone, so it is asked every few seconds whether it still lives.
 */
export async function listenOnPostgres(options: ListenOptions): Promise<PostgresListener> {
  let isStopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let delayMs = FIRST_RECONNECT_MS;

  const later = (work: () => Promise<void>, ms: number) => {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      work().catch((error: unknown) =>
        options.onError(error instanceof Error ? error : new Error(String(error))),
      );
    }, ms);
  };

  const reconnect = async () => {
    try {
      await connect();
    } catch (error) {
      later(reconnect, delayMs);
      delayMs = Math.min(MAX_RECONNECT_MS, delayMs * 2);
      throw error;
    }
    options.callback(null);
  };

  /** The next question leaves only after an answer: a question alone would look like a sign of life. */
  const ask = async (asked: pg.Client) => {
    await asked.query('select 1');
    if (client === asked) later(() => ask(asked), options.timing.heartbeatMs);
  };

  const connect = async () => {
    const fresh = new pg.Client(connectionConfig(options.url, options.timing));
    fresh.on('error', options.onError);
    fresh.on('notification', (message) => options.callback(message.payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`listen ${fresh.escapeIdentifier(options.channel)}`);
    } catch (error) {
      void fresh.end().catch(() => undefined);
      throw error;
    }
    if (isStopped) return fresh.end();
    client = fresh;
    delayMs = FIRST_RECONNECT_MS;
    fresh.once('end', () => {
      if (client !== fresh) return;
      client = null;
      later(reconnect, delayMs);
    });
    later(() => ask(fresh), options.timing.heartbeatMs);
  };

  await connect();
  return {
    isListening: () => client !== null,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
