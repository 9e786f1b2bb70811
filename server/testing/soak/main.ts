/**
 * `npm run soak [-- --tasks 300 --seed 1 --only embedded --storage s3 --provider kling --accepts-repeats --unfindable
 * --database-outages]`: relays on a real Postgres and on the embedded database, an upstream that fails at 30 % of all
 * calls, relays killed with -9 every few seconds, and on Postgres a server that is away for half a minute at a time.
 * Prints what was lost.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeTemporaryFolder } from '../../../testing/makeTemporaryFolder.ts';
import { openDatabase } from '../../database/openDatabase.ts';
import { openImageStore } from '../../storage/openImageStore.ts';
import { startFakeS3 } from '../fakeS3.ts';
import { testDatabaseKinds } from '../testDatabases.ts';
import { SOAKED_PROVIDERS } from './soakProvider.ts';
import { dataDirOf, soakRun } from './soakRun.ts';
import { soakVerdict } from './soakVerdict.ts';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    storage: { type: 'string', default: 'disk' },
    provider: { type: 'string', default: 'deerapi' },
    'accepts-repeats': { type: 'boolean', default: false },
    unfindable: { type: 'boolean', default: false },
    'database-outages': { type: 'boolean', default: false },
  },
});
const provider = SOAKED_PROVIDERS.find((name) => name === values.provider);
if (provider === undefined) throw new Error(`--provider is one of ${SOAKED_PROVIDERS.join(', ')}.`);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const folder = await makeTemporaryFolder();
let isClean = true;

for (const kind of testDatabaseKinds()) {
  if (values.only !== undefined && kind.name !== values.only) continue;
  const relays = kind.name === 'postgres' ? 2 : 1;
  say(
    `\n${relays} on ${kind.name}, ${values.tasks} tasks at ${provider}, seed ${values.seed}, images on ${values.storage}`,
  );
  const databases = await kind.start();
  const dataDir = dataDirOf(folder.path, kind.name);
  const settings = await databases.settings('soak');
  const bucket = values.storage === 's3' ? await startFakeS3() : null;
  const run = await soakRun({
    ...{ provider, relays, dataDir, say },
    surroundings: { ...settings, ...bucket?.env },
    tasks: Number(values.tasks),
    seed: Number(values.seed),
    repeats: values['accepts-repeats'] ? 'accepted' : 'refused',
    findsByExternalId: !values.unfindable,
    restart: values['database-outages'] && kind.name === 'postgres' ? databases.restart : null,
  });
  const state = run.upstream.state();
  const database = await openDatabase({
    dataDir,
    url: settings.DATABASE_URL ?? null,
    onError: () => undefined,
  });
  const storage = bucket === null ? { kind: 'disk' as const } : { kind: 's3' as const, ...bucket.settings };
  const store = await openImageStore({ dataDir, storage });
  const verdict = await soakVerdict({
    ...{ ...run, state, database, store },
    // Kling lists what it has taken.
    asking: provider !== 'deerapi' ? 'tells' : values.unfindable ? 'never tells' : 'is learned',
  });
  await store.close();
  await bucket?.close();
  await database.close();
  await run.upstream.close();
  await databases.stop();

  const { byStatus, failures, uncertain, unexplained, ...counts } = verdict;
  say(
    `  ${(run.elapsedMs / 1000).toFixed(0)} s, ${run.kills.length} kills, ${run.outages.length} outages of the database, ${state.chances.length} faults`,
  );
  const { creates, groups } = state;
  const grouped = `${groups.length} questions for ${groups.flat().length} tasks at once`;
  say(`  ${creates.length} creates${groups.length === 0 ? '' : `, ${grouped}`}`);
  const batches = new Set([...run.acknowledged.keys()].flatMap(({ batch }) => batch?.id ?? []));
  say(`  ${run.acknowledged.size} submits, in ${batches.size} batches and alone`);
  say(`  ended as ${JSON.stringify(byStatus)}, problems ${JSON.stringify(failures)}`);
  say(`  tasks lost                        ${counts.lost.length}`);
  say(`  submits not there once            ${counts.notOnce.length}`);
  say(`  creates accepted more than once   ${counts.paidTwice.length}`);
  say(`  tasks stuck                       ${counts.stuck.length}`);
  say(`  results missing or corrupt        ${counts.badResults.length}`);
  say(`  failed without a reason           ${counts.wronglyFailed.length}`);
  say(`  uncertain left                    ${uncertain.length}, unexplained ${unexplained.length}`);
  for (const line of [...Object.values(counts).flat(), ...uncertain]) say(`    ${line}`);
  const isWell = [...Object.values(counts), unexplained].every((list) => list.length === 0);
  if (!isWell) {
    isClean = false;
    const log = path.resolve(`test-results/soak-${kind.name}.log`);
    await mkdir(path.dirname(log), { recursive: true });
    await writeFile(log, run.relayOutput).catch(() => undefined);
    say(`  what the relays said: ${log}`);
  }
  await rm(dataDir, { recursive: true, force: true });
}
await folder.remove();
process.exitCode = isClean ? 0 : 1;
