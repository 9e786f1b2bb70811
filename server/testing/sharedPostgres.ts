import { createServer } from 'node:http';
import { postgresBin, SHARED_POSTGRES, startPostgres } from './testDatabases.ts';

/** Vitest calls it once before the relay's tests: whichever test file asks first lets the server be started. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const bin = postgresBin();
  if (bin === null) return undefined;
  let started: ReturnType<typeof startPostgres> | null = null;
  const starter = createServer((_request, response) => {
    started ??= startPostgres(bin);
    started.then(
      ({ folder }) => response.end(folder),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    starter.listen(0, '127.0.0.1', resolve);
  });
  const address = starter.address();
  if (address === null || typeof address === 'string') throw new Error('The starter has no port.');
  process.env[SHARED_POSTGRES] = `http://127.0.0.1:${address.port}`;
  return async () => {
    starter.close();
    starter.closeAllConnections();
    await (await started)?.stop();
  };
}
