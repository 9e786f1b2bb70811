import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { DataFolderInUseError } from './embeddedLock.ts';

const lockFile = new URL('./embeddedLock.ts', import.meta.url).href;

/** A process that takes the lock of a folder and keeps it, with a temporary folder of its own. */
async function hold(folder: string) {
  const program = `
    const { acquireEmbeddedLock } = await import(${JSON.stringify(lockFile)});
    acquireEmbeddedLock(process.argv[1]).then(
      (lock) => {
        console.log('held');
        process.stdin.on('end', () => lock.release().then(() => process.exit())).resume();
      },
      (error) => { console.log(error.name + ': ' + error.message); process.exit(); },
    );`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program, folder];
  const env = { PATH: process.env.PATH, TMPDIR: await temporaryFolder() };
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  const end = async (how: 'release' | 'SIGKILL') => {
    const ended = once(child, 'exit');
    if (how === 'release') child.stdin.end();
    else child.kill(how);
    await ended;
  };
  return { said: String(said).trim(), pid: child.pid, end };
}

/** A folder whose own path is short, or too long for a socket in it. */
async function folderOf(kind: 'short' | 'long'): Promise<string> {
  const folder = path.join(await temporaryFolder(), kind === 'long' ? 'x'.repeat(150) : 'data');
  await mkdir(folder);
  return folder;
}

test.each(['short', 'long'] as const)(
  'a folder with a %s path has one holder, whatever its temporary folder is, until that ends in any way',
  async (kind) => {
    const folder = await folderOf(kind);
    for (const how of ['SIGKILL', 'release', 'release'] as const) {
      const first = await hold(folder);
      expect(first.said).toBe('held');
      const second = await hold(folder);
      expect(second.said).toBe(
        `DataFolderInUseError: ${new DataFolderInUseError(folder, first.pid ?? 0).message}`,
      );
      await first.end(how);
    }
  },
);

test('of many that come after a crash, one gets the folder', async () => {
  const folder = await folderOf('short');
  await (await hold(folder)).end('SIGKILL');
  const rivals = await Promise.all([1, 2, 3, 4].map(() => hold(folder)));
  expect(rivals.filter(({ said }) => said === 'held')).toHaveLength(1);
});

test('folders do not get into each other\u2019s way', async () => {
  const [first, second] = [await folderOf('long'), await folderOf('long')];
  const holders = [await hold(first), await hold(second)];
  expect(holders.map(({ said }) => said)).toEqual(['held', 'held']);
  for (const { end } of holders) await end('release');
});
