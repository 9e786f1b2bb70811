/** `npm run move:postgres`: copies the embedded database of `DATA_DIR` into the empty Postgres that `DATABASE_URL` names. */
import { openDatabase } from '../database/openDatabase.ts';
import { processSettings } from '../processSettings.ts';
import { giveUpImages, moveTo } from './moveToPostgres.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const { dataDir, databaseUrl } = processSettings();
if (databaseUrl === null) {
  say('Set DATABASE_URL to the Postgres to move to, and stop the relay.');
  process.exitCode = 1;
} else {
  const onError = (error: Error) => say(error.message);
  const embedded = await openDatabase({ dataDir, url: null, onError });
  const postgres = await openDatabase({ dataDir, url: databaseUrl, onError });
  try {
    const moved = await moveTo(postgres.db, embedded.db);
    await giveUpImages(embedded.db);
    for (const [table, rows] of Object.entries(moved)) say(`${table}: ${rows}`);
    say('Everything is in Postgres. Start the relay with this DATABASE_URL and the same DATA_DIR.');
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    await postgres.close();
    await embedded.close();
  }
}
