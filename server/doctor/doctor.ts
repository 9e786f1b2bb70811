import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Settings, SettingsError } from '../settings.ts';
import { checkCosts } from './checkCosts.ts';
import { checkNetwork } from './checkNetwork.ts';
import { checkProvider } from './checkProvider.ts';
import { checkRelay } from './checkRelay.ts';
import { type Finding, findingLine } from './finding.ts';
import { MAX_CREATES, tryPaid } from './tryPaid.ts';

export interface DoctorVisit {
  /** @throws SettingsError */
  readonly readSettings: () => Settings;
  /** Whether to spend money, once somebody has said yes. */
  readonly isPaid: boolean;
  readonly say: (line: string) => void;
  /** What somebody answers to a question. */
  readonly ask: (question: string) => Promise<string>;
}

/** Checks the settings, what the relay stands on and the provider. Whether nothing is in the way of a relay's work. */
export async function doctor({ readSettings, isPaid, say, ask }: DoctorVisit): Promise<boolean> {
  let isWell = true;
  const note = (findings: readonly Finding[]) => {
    for (const finding of findings) {
      say(findingLine(finding));
      if (finding.grade === 'fault') isWell = false;
    }
  };
  const settings = settingsFrom(readSettings, note);
  if (settings === null) return isWell;
  note(await checkRelay(settings));
  if (settings.upstreams.length === 0) {
    note([{ grade: 'note', subject: 'Provider', sentence: 'No key is set: the built-in engine expands.' }]);
  }
  const { proxies } = settings;
  note(await checkNetwork(settings));
  for (const upstream of settings.upstreams) {
    note(await checkProvider(upstream, proxies));
    const costs = await checkCosts(upstream, proxies);
    note(costs === null ? [] : [costs]);
  }
  const inUse = settings.upstreams.find(({ preset }) => preset.name === settings.provider);
  if (isPaid && inUse !== undefined && (await maySpend(settings, ask))) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'outframe-doctor-'));
    try {
      note([await tryPaid({ upstream: inUse, folder, say, proxies })]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return isWell;
}

function settingsFrom(
  readSettings: DoctorVisit['readSettings'],
  note: (findings: readonly Finding[]) => void,
): Settings | null {
  try {
    const settings = readSettings();
    note([{ grade: 'ok', subject: 'Settings', sentence: 'They can be read.' }]);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    note(error.problems.map((sentence) => ({ grade: 'fault', subject: 'Settings', sentence })));
    return null;
  }
}

async function maySpend({ pricePerImage }: Settings, ask: DoctorVisit['ask']): Promise<boolean> {
  const each = pricePerImage === null ? 'one image' : `one image (${pricePerImage})`;
  const answer = await ask(
    `Up to ${MAX_CREATES} tasks are submitted, each costing ${each} where it is taken. Go on? (yes/no) `,
  );
  return answer.trim().toLowerCase() === 'yes';
}
