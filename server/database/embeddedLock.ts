import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import net from 'node:net';
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

const SOCKET_NAME = 'relay.sock';
/** macOS takes 103 bytes, Linux 107 (sun_path in sys/un.h). */
const MAX_SOCKET_PATH = 100;
/** What a file system says that cannot hold sockets, such as a folder shared with a virtual machine. */
const NO_SOCKETS_HERE = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'ENOSYS']);

/**
 * Makes sure that only one process opens a data folder. The lock is a listening socket: it ends with its process,
 * however that ends, so there is nothing to clean up by hand after a crash. It lies in the folder itself, so that
 * nothing in a process's surroundings can make two of them look in different places.
 *
 * @throws DataFolderInUseError when a living process holds it.
 */
export async function acquireEmbeddedLock(folder: string): Promise<EmbeddedLock> {
  const token = randomUUID();
  const answer = JSON.stringify({ pid: process.pid, token });
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(answer);
  });
  server.unref();
  await listenAlone(server, { folder, token });
  return { release: () => new Promise((done) => server.close(() => done())) };
}

async function listenAlone(
  server: net.Server,
  { folder, token }: { folder: string; token: string },
): Promise<void> {
  const { own, elsewhere } = await socketAddresses(folder);
  let address = own;
  let outcome = await tryListen(server, address);
  if (outcome === 'no sockets here') {
    address = elsewhere;
    outcome = await tryListen(server, address);
  }
  if (outcome !== 'listening') {
    const holder = await askHolder(address);
    if (holder !== 'nobody') throw new DataFolderInUseError(folder, holder?.pid ?? null);
    // At once: a rival may take it in the meantime.
    if (process.platform !== 'win32') rmSync(address, { force: true });
    if ((await tryListen(server, address)) !== 'listening') throw new DataFolderInUseError(folder, null);
    await sleep(RIVAL_SETTLE_MS);
    const now = await askHolder(address);
    if (now === 'nobody' || now?.token !== token) {
      server.close();
      throw new DataFolderInUseError(folder, now === 'nobody' ? null : (now?.pid ?? null));
    }
  }
}

/** Where the lock is, and where it is when it cannot be there. Both depend on the folder alone. */
async function socketAddresses(folder: string): Promise<{ own: string; elsewhere: string }> {
  const real = await realpath(folder);
  const name = `outframe-${createHash('sha256').update(real).digest('hex').slice(0, 24)}`;
  // Not the temporary folder of the environment: another process may have another one.
  const elsewhere = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `/tmp/${name}.sock`;
  const inside = path.join(real, SOCKET_NAME);
  const fits = process.platform !== 'win32' && Buffer.byteLength(inside) <= MAX_SOCKET_PATH;
  return { own: fits ? inside : elsewhere, elsewhere };
}

/** `taken` when somebody else listens there, or did. */
function tryListen(server: net.Server, address: string): Promise<'listening' | 'taken' | 'no sockets here'> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve('taken');
      else if (NO_SOCKETS_HERE.has(error.code ?? '')) resolve('no sockets here');
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve('listening');
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
