import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processSettings } from '../processSettings.ts';

/** A start with an empty data folder takes some seconds; this is for one that hangs. */
const MAX_TRIES = 300;
const TRY_AGAIN_MS = 200;

interface RunningRelay {
  readonly url: string;
  readonly stop: () => void;
}

/**
 * The relay of this machine: the one that runs at its `PORT`, in the environment or in `.env`, else one that is started and stops with this process.
 *
 * @throws when none answers in the end
 */
export async function startRelay(say: (line: string) => void): Promise<RunningRelay> {
  const { port } = processSettings();
  const url = `http://127.0.0.1:${port}`;
  if (await answers(url)) return { url, stop: () => undefined };
  say('No relay runs here: one is started, and stops at the end.');
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  const relay = spawn(process.execPath, [main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Its log would bury the progress; what goes wrong is still told.
    env: { LOG_LEVEL: 'warn', ...process.env },
  });
  let hasEnded = false;
  void once(relay, 'exit').then(() => {
    hasEnded = true;
  });
  for (let tried = 0; tried < MAX_TRIES && !hasEnded; tried += 1) {
    if (await answers(url)) return { url, stop: () => void relay.kill() };
    await pause(TRY_AGAIN_MS);
  }
  relay.kill();
  throw new Error('The relay did not start. Try npm start, which says why.');
}

function answers(url: string): Promise<boolean> {
  return fetch(new URL('/api/config', url)).then(
    () => true,
    () => false,
  );
}
