import { cp } from 'node:fs/promises';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../database/openDatabase.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './makeTemporaryFolder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the embedded database, its tables made and empty. */
    databaseTemplate: string;
  }
}

/** Runs once before all tests: making a database takes seconds, copying one does not. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeTemporaryFolder();
  const database = await openDatabase({
    dataDir: folder.path,
    url: null,
    onTrouble: (error) => {
      throw error;
    },
  });
  await database.close();
  project.provide('databaseTemplate', path.join(folder.path, 'database'));
  return folder.remove;
}

/** A fresh data folder with an empty database; whoever makes it removes it. */
export async function makeDataFolder(): Promise<TemporaryFolder> {
  const folder = await makeTemporaryFolder();
  await cp(inject('databaseTemplate'), path.join(folder.path, 'database'), { recursive: true });
  return folder;
}

/** A fresh data folder with an empty database that goes with the running test. */
export async function dataFolder(): Promise<string> {
  const folder = await makeDataFolder();
  onTestFinished(folder.remove);
  return folder.path;
}
