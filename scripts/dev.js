/**
 * `npm run dev`: the relay, restarted when its code changes, and Vite with hot reload in front of it.
 * `npm run dev -- --provider fake` puts the fake provider behind the relay; `/dev/provider` chooses its answers.
 */
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { fakeProviderEnv, fakeUpstreamOptions } from './devProvider.js';
import { installIfNeeded } from './install.js';
import { projectRoot } from './projectRoot.js';
import { requireNode } from './requireNode.js';

requireNode();
await installIfNeeded();

const { values } = parseArgs({ options: { provider: { type: 'string' } } });
if (values.provider !== undefined && values.provider !== 'fake') {
  console.error('--provider takes `fake`. Real providers are chosen by their keys in .env.');
  process.exit(1);
}

const { concurrently } = await import('concurrently');
// All get the same PORT: the relay listens there, Vite sends /api there.
const env = { PORT: process.env.PORT ?? String(await freePort()) };
const fake = values.provider === 'fake' ? await fakeProvider() : null;
const { result } = concurrently(
  [
    {
      name: 'relay',
      command: 'tsx watch --clear-screen=false server/main.ts',
      env: { ...fake?.relayEnv, ...env },
      prefixColor: 'blue',
    },
    {
      name: 'app',
      command: 'vite --clearScreen false',
      env: { ...env, ...fake?.appEnv },
      prefixColor: 'magenta',
    },
    ...(fake ? [fake.command] : []),
  ],
  { cwd: projectRoot, killOthersOn: ['failure', 'success'] },
);
// Ctrl-C ends all with a signal, which is no failure.
await result.catch(() => undefined);

async function fakeProvider() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return {
    relayEnv: fakeProviderEnv(url),
    appEnv: { FAKE_UPSTREAM_URL: url },
    command: {
      name: 'provider',
      command: 'tsx watch --clear-screen=false testing/upstream/main.ts',
      env: { PORT: String(port), FAKE_UPSTREAM: fakeUpstreamOptions() },
      prefixColor: 'yellow',
    },
  };
}

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
