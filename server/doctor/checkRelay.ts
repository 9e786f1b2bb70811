import { constants } from 'node:fs';
import { access, mkdir, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataFolderInUseError } from '../database/embeddedLock.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { Settings } from '../settings.ts';
import { bucketErrorOf } from '../storage/bucketError.ts';
import { openImageStore } from '../storage/openImageStore.ts';
import type { Finding } from './finding.ts';

/** Room for some hundred results. */
const ENOUGH_BYTES = 2e9;
/** Less than one upload and what is made of it. */
const TOO_FEW_BYTES = 3e8;

/** What the relay stands on: its folder, its disk, its database, its bucket. */
export async function checkRelay(settings: Settings): Promise<readonly Finding[]> {
  const folder = await checkFolder(settings.dataDir);
  if (folder.grade === 'fault') return [folder];
  const findings = [folder, await checkDisk(settings.dataDir), await checkDatabase(settings)];
  return settings.storage.kind === 'disk' ? findings : [...findings, await checkBucket(settings)];
}

async function checkFolder(dataDir: string): Promise<Finding> {
  const subject = 'Data folder';
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK);
    return { grade: 'ok', subject, sentence: `${dataDir} can be written to.` };
  } catch {
    const sentence = `${dataDir} cannot be written to. Give this user access, or choose another with DATA_DIR.`;
    return { grade: 'fault', subject, sentence };
  }
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const sentence = `${(free / 1e9).toFixed(1)} GB are free.`;
  if (free < TOO_FEW_BYTES)
    return { grade: 'fault', subject: 'Disk', sentence: `${sentence} Free some space.` };
  return { grade: free < ENOUGH_BYTES ? 'note' : 'ok', subject: 'Disk', sentence };
}

async function checkDatabase({ dataDir, databaseUrl }: Settings): Promise<Finding> {
  const subject = 'Database';
  try {
    const database = await openDatabase({ dataDir, url: databaseUrl, onError: () => undefined });
    await database.close();
    const kind = database.kind === 'embedded' ? 'The embedded one' : 'Postgres';
    return { grade: 'ok', subject, sentence: `${kind} opens and is up to date.` };
  } catch (error) {
    if (error instanceof DataFolderInUseError) {
      return { grade: 'ok', subject, sentence: 'A running relay has it open.' };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { grade: 'fault', subject, sentence: `It cannot be used: ${reason}` };
  }
}

/** Does there once what the relay does all the time: keeps, looks, lists, removes. */
async function checkBucket(settings: Settings): Promise<Finding> {
  const subject = 'Image storage';
  const store = await openImageStore(settings);
  const probe = store.temporaryPath();
  try {
    await store.check();
    await writeFile(probe, 'Written by the doctor.');
    const name = `doctor-${path.basename(probe)}`;
    await store.adopt(probe, 'upstream', name);
    const names = (await store.list('upstream')).map((file) => file.name);
    await store.remove('upstream', name);
    const isListed = names.includes(name);
    return isListed
      ? { grade: 'ok', subject, sentence: 'The bucket takes, lists and removes images.' }
      : { grade: 'fault', subject, sentence: 'The bucket does not list what it has just taken.' };
  } catch (error) {
    const reason = bucketErrorOf(error)?.message ?? String(error);
    return { grade: 'fault', subject, sentence: reason };
  } finally {
    await store.discard(probe);
    await store.close();
  }
}
