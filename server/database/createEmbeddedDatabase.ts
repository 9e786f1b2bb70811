import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** It lives for seconds: to compile everything once more, for speed, takes longer than that gains. */
const CREATE = `const { setFlagsFromString } = await import('node:v8');
setFlagsFromString('--liftoff-only');
const { PGlite } = await import(process.argv[1]);
const client = await PGlite.create(process.argv[2]);
await client.close();`;

const LIBRARY = createRequire(import.meta.url).resolve('@electric-sql/pglite');

/**
 * Makes an empty embedded database in a process of its own. Making one takes a second Postgres (initdb) and its files in
 * memory, half a gigabyte that a process which lives on would never give back; opening one takes neither.
 *
 * @throws when that process fails; what it left behind is not whole.
 */
export async function createEmbeddedDatabase(folder: string, library = LIBRARY): Promise<void> {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return;
  // A path is no address: to `import`, the drive of `C:\…` is a scheme.
  const { href } = pathToFileURL(library);
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', CREATE, href, folder], {
    // Neither our settings nor our flags are its business.
    env: {},
  });
}
