/** `npm run dev`: the relay, restarted when its code changes, and Vite with hot reload in front of it. */
import { createServer } from 'node:net';
import { installIfNeeded } from './install.js';
import { projectRoot } from './projectRoot.js';
import { requireNode } from './requireNode.js';

requireNode();
await installIfNeeded();

const { concurrently } = await import('concurrently');
// Both get the same PORT: the relay listens there, Vite sends /api there.
const env = { PORT: process.env.PORT ?? String(await freePort()) };
const { result } = concurrently(
  [
    { name: 'relay', command: 'tsx watch --clear-screen=false server/main.ts', env, prefixColor: 'blue' },
    { name: 'app', command: 'vite --clearScreen false', env, prefixColor: 'magenta' },
  ],
  { cwd: projectRoot, killOthersOn: ['failure', 'success'] },
);
// Ctrl-C ends both with a signal, which is no failure.
await result.catch(() => undefined);

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
