/** A relay's data folder to copy: its embedded database is made and empty. */
export function emptyData(): string {
  const folder = process.env.OUTFRAME_EMPTY_DATA;
  if (folder === undefined)
    throw new Error('The empty data are made before the tests: scripts/emptyData.js.');
  return folder;
}
