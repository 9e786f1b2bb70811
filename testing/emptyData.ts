import { cpSync } from 'node:fs';

/** A relay's data folder to copy: its embedded database is made and empty. */
export function emptyData(): string {
  const folder = process.env.OUTFRAME_EMPTY_DATA;
  if (folder === undefined)
    throw new Error('The empty data are made before the tests: scripts/emptyData.js.');
  return folder;
}

/** Fills a data folder that is empty as yet. */
export function copyEmptyData(dataDir: string): void {
  // Hundreds of small files: waiting for a promise or two for each takes five times as long.
  cpSync(emptyData(), dataDir, { recursive: true });
}
