/** `npm run expand`: expands files by a relay that runs, or by one of its own where none does. */
import { createInterface } from 'node:readline/promises';
import { expand } from './expand.ts';
import { jsonLines, notesOn } from './outcome.ts';
import { startRelay } from './ownRelay.ts';
import { type Arguments, readArguments, USAGE, UsageError } from './readArguments.ts';
import { createRelayClient } from './relayClient.ts';

/** Progress goes where it does not get between lines of JSON. */
const say = (line: string) => void process.stderr.write(`${line}\n`);

async function run(asked: Arguments): Promise<boolean> {
  const relay = asked.relay === null ? await startRelay(say) : { url: asked.relay, stop: () => undefined };
  try {
    return await expand(asked, {
      client: createRelayClient(relay.url, asked.token),
      say,
      tell: (outcome) => {
        const lines = asked.isJson ? jsonLines(outcome) : outcome.saved.map(({ path }) => path);
        for (const line of lines) process.stdout.write(`${line}\n`);
        if (!asked.isJson) notesOn(outcome).forEach(say);
      },
      agree,
    });
  } finally {
    relay.stop();
  }
}

/** Where nobody can answer, nothing is spent. */
async function agree(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    say('Add --yes to agree to the price.');
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(question)).trim());
  } finally {
    lines.close();
  }
}

try {
  if (!(await run(readArguments(process.argv.slice(2))))) process.exitCode = 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) say(USAGE);
  process.exitCode = 1;
}
