import pg from 'pg';

interface ListenOptions {
  readonly url: string;
  readonly channel: string;
  /** Gets each payload, and null after a reconnect, when some may have been missed. */
  readonly callback: (payload: string | null) => void;
  readonly onTrouble: (error: Error) => void;
}

const FIRST_RECONNECT_MS = 250;
const SLOWEST_RECONNECT_MS = 10_000;

/** Listens on a Postgres channel with a connection of its own, and connects anew whenever that one breaks. */
export async function listenOnPostgres(options: ListenOptions): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let delayMs = FIRST_RECONNECT_MS;

  const reconnectLater = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      connect().then(
        () => options.callback(null),
        (error: unknown) => {
          options.onTrouble(error instanceof Error ? error : new Error(String(error)));
          reconnectLater();
        },
      );
    }, delayMs);
    delayMs = Math.min(SLOWEST_RECONNECT_MS, delayMs * 2);
  };

  const connect = async () => {
    const fresh = new pg.Client({ connectionString: options.url, keepAlive: true });
    fresh.on('error', options.onTrouble);
    await fresh.connect();
    if (stopped) {
      await fresh.end();
      return;
    }
    fresh.on('end', reconnectLater);
    fresh.on('notification', (message) => options.callback(message.payload ?? ''));
    await fresh.query(`listen ${fresh.escapeIdentifier(options.channel)}`);
    client = fresh;
    delayMs = FIRST_RECONNECT_MS;
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
