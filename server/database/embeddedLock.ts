import { createHash, randomUUID } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export interface EmbeddedLock {
  release(): Promise<void>;
}

/** The embedded database belongs to another process. */
export class DataFolderInUseError extends Error {
  constructor(folder: string, pid: number | null) {
    const holder = pid === null ? 'another relay' : `another relay (process ${pid})`;
    super(
      `The data folder ${folder} is in use by ${holder}. Stop that one first, or give this one a folder of its own with DATA_DIR.`,
    );
    this.name = 'DataFolderInUseError';
  }
}

const holderSchema = z.object({ pid: z.int(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Long enough for a rival that saw the same dead socket to have finished taking it. */
const RIVAL_SETTLE_MS = 150;

/**
 * Makes sure that only one process opens a data folder. The lock is a listening socket: it ends with its process,
 * however that ends, so there is nothing to clean up by hand after a crash.
 *
 * @throws DataFolderInUseError when a living process holds it.
 */
export async function acquireEmbeddedLock(folder: string): Promise<EmbeddedLock> {
  const address = await socketAddress(folder);
  const token = randomUUID();
  const answer = JSON.stringify({ pid: process.pid, token });
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(answer);
  });
  server.unref();

  if (!(await tryListen(server, address))) {
    const holder = await askHolder(address);
    if (holder !== 'nobody') throw new DataFolderInUseError(folder, holder?.pid ?? null);
    if (process.platform !== 'win32') await rm(address, { force: true });
    if (!(await tryListen(server, address))) throw new DataFolderInUseError(folder, null);
    await sleep(RIVAL_SETTLE_MS);
    const now = await askHolder(address);
    if (now === 'nobody' || now?.token !== token) {
      server.close();
      throw new DataFolderInUseError(folder, now === 'nobody' ? null : (now?.pid ?? null));
    }
  }
  return { release: () => new Promise((done) => server.close(() => done())) };
}

async function socketAddress(folder: string): Promise<string> {
  const key = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 24);
  const name = `outframe-${key}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`);
}

/** Whether the server listens now; false when somebody else does or did. */
function tryListen(server: net.Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(address);
  });
}

/** Who listens at an address: `nobody`, or null when it listens but does not say. */
function askHolder(address: string): Promise<Holder | 'nobody' | null> {
  return new Promise((resolve) => {
    let text = '';
    let connected = false;
    const socket = net.connect(address);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('connect', () => {
      connected = true;
    });
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(connected ? parseHolder(text) : 'nobody'));
  });
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
