import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.js';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';

interface RunningApp {
  readonly relay: RelayProcess;
  readonly browser: Browser;
}

/** Starts a fresh relay and a browser for one measurement, and ends both whatever happens. */
export async function withApp(measure: (app: RunningApp) => Promise<void>): Promise<void> {
  const relay = await RelayProcess.launch({});
  try {
    const browser = await chromium.launch({
      executablePath: await ensureChromium('complete'),
      args: CHROMIUM_ARGS,
    });
    try {
      await measure({ relay, browser });
    } finally {
      await browser.close();
    }
  } finally {
    await relay.dispose();
  }
}
