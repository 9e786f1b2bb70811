/** `npm run doctor [-- --paid]`: checks the settings, what the relay stands on and the provider; `--paid` asks, then spends. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { processSettings } from '../processSettings.ts';
import { type Settings, SettingsError } from '../settings.ts';
import { checkProvider } from './checkProvider.ts';
import { checkRelay } from './checkRelay.ts';
import { type Finding, findingLine } from './finding.ts';
import { MOST_CREATES, tryPaid } from './tryPaid.ts';

const { values } = parseArgs({ options: { paid: { type: 'boolean', default: false } } });
const say = (line: string) => void process.stdout.write(`${line}\n`);

function note(findings: readonly Finding[]): void {
  for (const finding of findings) {
    say(findingLine(finding));
    if (finding.grade === 'fault') process.exitCode = 1;
  }
}

function readSettings(): Settings | null {
  try {
    const settings = processSettings();
    note([{ grade: 'ok', subject: 'Settings', sentence: 'They can be read.' }]);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    note(error.problems.map((sentence) => ({ grade: 'fault', subject: 'Settings', sentence })));
    return null;
  }
}

async function maySpend({ pricePerImage }: Settings): Promise<boolean> {
  const each = pricePerImage === null ? 'one image' : `one image (${pricePerImage})`;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(
    `Up to ${MOST_CREATES} tasks are submitted, each costing ${each} where it is taken. Go on? (yes/no) `,
  );
  lines.close();
  return answer.trim().toLowerCase() === 'yes';
}

const settings = readSettings();
if (settings !== null) {
  note(await checkRelay(settings));
  if (settings.upstreams.length === 0) {
    note([{ grade: 'note', subject: 'Provider', sentence: 'No key is set: the built-in engine expands.' }]);
  }
  for (const upstream of settings.upstreams) note(await checkProvider(upstream));
  const inUse = settings.upstreams.find(({ preset }) => preset.name === settings.provider);
  if (values.paid && inUse !== undefined && (await maySpend(settings))) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'outframe-doctor-'));
    try {
      note([await tryPaid({ upstream: inUse, folder, say })]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
