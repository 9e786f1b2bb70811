import { type BrowserContext, test as base, expect } from '@playwright/test';
import { RelayProcess } from './processes/RelayProcess.ts';
import { UpstreamProcess } from './processes/UpstreamProcess.ts';
import type { UpstreamOptions } from './upstream/upstreamOptions.ts';

/** What a test file chooses with `test.use({ … })`. */
interface Options {
  /** `deerapi` starts a fake upstream beside the relay. */
  provider: 'built-in' | 'deerapi';
  upstreamOptions: UpstreamOptions;
  /** More environment variables for the relay. */
  relaySettings: Readonly<Record<string, string>>;
}

interface Fixtures {
  /** Both servers; tests take them by the two names below. */
  servers: { readonly relay: RelayProcess; readonly upstream: UpstreamProcess | null };
  relay: RelayProcess;
  upstream: UpstreamProcess;
  consoleErrors: ConsoleErrors;
}

interface WorkerFixtures {
  /** Data of a relay that was started once and did nothing. */
  emptyData: string;
}

/** What pages report as errors. Whatever a test did not expect fails it. */
class ConsoleErrors {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** From here on, and for what was seen already. The text is followed by the address it comes from. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.#seen.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => {
      this.#seen.push(String(error.error()));
    });
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }
}

/** `page` is at home at the relay: `page.goto('/')` opens the app. Everything ends with the test. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  provider: ['built-in', { option: true }],
  upstreamOptions: [{}, { option: true }],
  relaySettings: [{}, { option: true }],

  emptyData: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      const relay = await RelayProcess.launch({});
      await relay.stop();
      await use(relay.dataDir);
      await relay.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  servers: [
    async ({ provider, upstreamOptions, relaySettings, emptyData }, use, testInfo) => {
      const upstream = provider === 'deerapi' ? await UpstreamProcess.launch(upstreamOptions) : null;
      const paid = upstream ? { DEERAPI_KEY: upstream.key, PROVIDER_BASE_URL: upstream.url } : {};
      const relay = await RelayProcess.launch({ ...paid, ...relaySettings }, emptyData);
      await use({ relay, upstream });
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('relay.log', { body: relay.output, contentType: 'text/plain' });
      }
      await relay.dispose();
      await upstream?.dispose();
    },
    { timeout: 120_000 },
  ],

  relay: async ({ servers }, use) => use(servers.relay),

  upstream: async ({ servers }, use) => {
    if (servers.upstream === null)
      throw new Error("There is no upstream: say test.use({ provider: 'deerapi' }).");
    await use(servers.upstream);
  },

  baseURL: async ({ relay }, use) => use(relay.url),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
  consoleErrors: async ({}, use) => use(new ConsoleErrors()),

  context: async ({ context, consoleErrors }, use) => {
    consoleErrors.watch(context);
    await use(context);
    expect(consoleErrors.unexpected(), 'errors in the browser console').toEqual([]);
  },
});

export { expect };
