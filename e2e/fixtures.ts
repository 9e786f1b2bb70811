import {
  type BrowserContext,
  type ConsoleMessage,
  expect,
  type Route,
  type WebError,
} from '@playwright/test';
import { configSchema } from '../src/domain/contract/config.ts';
import { emptyData } from '../testing/emptyData.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { type FakeUpstream, startFakeUpstream } from '../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../testing/upstream/upstreamOptions.ts';
import { deleteTasks } from './deleteTasks.ts';
import { test as base } from './inFoundChromium.ts';
import { KeptPage } from './KeptPage.ts';
import { SeededRelay } from './SeededRelay.ts';

/** A bound for servers that hang, far from what a start takes on a busy machine. */
const SERVERS_MS = 120_000;
/** The same, with seeding before. */
const SEEDING_MS = 300_000;

/** What a test file chooses with `test.use({ … })`. */
interface Options {
  /** `deerapi` starts a fake upstream of the story's own. */
  provider: 'built-in' | 'deerapi';
  upstreamOptions: UpstreamOptions;
  /** More environment variables. A relay is shared by stories with the same ones, and begins each without tasks. */
  relaySettings: Readonly<Record<string, string>>;
  /** Drafts cost most of a drag's processor time: they are on where a story is about them, or about everything. */
  drafts: boolean;
  /** The built-in engine claims to read prompts: for stories about a typed prompt that need no paid provider. */
  readsPrompt: boolean;
  /** How many tasks the relay of seeded stories has, in every state. */
  seededTasks: number;
}

interface Fixtures {
  /** Both servers; tests take them by the two names below. */
  servers: { readonly relay: RelayProcess; readonly upstream: FakeUpstream | null };
  relay: RelayProcess;
  upstream: FakeUpstream;
  /** A relay with results, which is filled once for all stories of a worker that want as many. */
  seeded: RelayProcess;
  consoleErrors: ConsoleErrors;
}

/**
 * All of them, whoever uses them: stories with other fixtures of a worker get another worker, and a browser and relays of
 * their own.
 */
interface WorkerFixtures {
  /** Without settings, as most stories want it. */
  plainRelay: KeptRelay;
  /** With the settings of the last story that had some. */
  configuredRelay: KeptRelay;
  seededRelay: SeededRelay;
  /** Of stories on one page; closed before any other. */
  keptPage: KeptPage;
}

/** A start costs more than most stories: a relay is kept for the next one, and an upstream comes to the same address. */
class KeptRelay {
  #kept: { readonly wanted: string; readonly relay: RelayProcess; readonly port: number } | null = null;

  /**
   * A relay with these settings and without tasks; a story that stops it starts it again.
   *
   * @param options of a new upstream that it asks; null for none
   */
  async take(settings: Readonly<Record<string, string>>, options: UpstreamOptions | null) {
    const wanted = JSON.stringify([settings, options !== null]);
    // What is used up of a day's images is known to the relay for as long as it has its data.
    if (this.#kept?.wanted !== wanted || 'DAILY_IMAGE_LIMIT' in settings) await this.drop();
    if (this.#kept !== null) await deleteTasks(this.#kept.relay.url, firstToken(settings));
    const upstream = options && (await startFakeUpstream(options, { port: this.#kept?.port ?? 0 }));
    try {
      const all = upstream === null ? settings : { ...paidSettings(upstream), ...settings };
      const relay = this.#kept?.relay ?? (await RelayProcess.launch(all, emptyData()));
      this.#kept = { wanted, relay, port: upstream === null ? 0 : Number(new URL(upstream.url).port) };
      return { relay, upstream };
    } catch (error) {
      await upstream?.close();
      throw error;
    }
  }

  /** For a relay in a state that nobody knows. */
  async drop(): Promise<void> {
    const relay = this.#kept?.relay;
    this.#kept = null;
    await relay?.dispose();
  }
}

/** What pages report as errors. Whatever a test did not expect fails it. */
class ConsoleErrors {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** From here on, and for what was seen already. The text is followed by the address it comes from. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** @returns ends it */
  watch(context: BrowserContext): () => void {
    const onConsole = (message: ConsoleMessage) => {
      if (message.type() === 'error') this.#seen.push(`${message.text()} (${message.location().url})`);
    };
    const onError = (error: WebError) => {
      this.#seen.push(String(error.error()));
    };
    context.on('console', onConsole);
    context.on('weberror', onError);
    return () => {
      context.off('console', onConsole);
      context.off('weberror', onError);
    };
  }

  expectNone(): void {
    const unexpected = this.#seen.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
    expect(unexpected, 'errors in the browser console').toEqual([]);
  }
}

/** `page` is at home at the relay: `page.goto('/')` opens the app. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  provider: ['built-in', { option: true }],
  upstreamOptions: [{}, { option: true }],
  relaySettings: [{}, { option: true }],
  drafts: [false, { option: true }],
  readsPrompt: [false, { option: true }],
  seededTasks: [120, { option: true }],

  plainRelay: [async ({}, use) => useRelay(use), { scope: 'worker', timeout: SERVERS_MS }],

  configuredRelay: [async ({}, use) => useRelay(use), { scope: 'worker', timeout: SERVERS_MS }],

  seededRelay: [
    async ({}, use) => {
      const relay = new SeededRelay();
      await use(relay);
      await relay.drop();
    },
    { scope: 'worker', timeout: SERVERS_MS },
  ],

  keptPage: [
    async ({}, use) => {
      const kept = new KeptPage();
      await use(kept);
      await kept.close();
    },
    { scope: 'worker' },
  ],

  servers: [
    async ({ provider, upstreamOptions, relaySettings, plainRelay, configuredRelay }, use, testInfo) => {
      const isPaid = provider === 'deerapi';
      const kept = isPaid || Object.keys(relaySettings).length > 0 ? configuredRelay : plainRelay;
      const { relay, upstream } = await kept.take(relaySettings, isPaid ? upstreamOptions : null);
      const loggedBefore = relay.output.length;
      await use({ relay, upstream });
      if (testInfo.status !== testInfo.expectedStatus) {
        const body = relay.output.slice(loggedBefore);
        await testInfo.attach('relay.log', { body, contentType: 'text/plain' });
        await kept.drop();
      }
      await upstream?.close();
    },
    { timeout: SERVERS_MS },
  ],

  relay: async ({ servers }, use) => use(servers.relay),

  upstream: async ({ servers }, use) => {
    if (servers.upstream === null)
      throw new Error("There is no upstream: say test.use({ provider: 'deerapi' }).");
    await use(servers.upstream);
  },

  seeded: [
    async ({ seededRelay, seededTasks }, use) => use(await seededRelay.take(seededTasks)),
    { timeout: SEEDING_MS },
  ],

  baseURL: async ({ relay }, use) => use(relay.url),

  consoleErrors: async ({}, use) => use(new ConsoleErrors()),

  context: async ({ context, keptPage, consoleErrors, drafts, readsPrompt }, use) => {
    await keptPage.close();
    consoleErrors.watch(context);
    await prepareContext(context, { drafts, readsPrompt });
    await use(context);
    consoleErrors.expectNone();
  },
});

/** Makes a context one of the kind that stories ask for. */
export async function prepareContext(
  context: BrowserContext,
  { drafts, readsPrompt }: Pick<Options, 'drafts' | 'readsPrompt'>,
): Promise<void> {
  if (!drafts) await context.addInitScript(saveData);
  if (readsPrompt) await context.route('**/api/config', answerThatPromptsAreRead);
}

async function useRelay(use: (relay: KeptRelay) => Promise<void>): Promise<void> {
  const relay = new KeptRelay();
  await use(relay);
  await relay.drop();
}

/** Of the first person with access, where signing in is asked for. */
function firstToken({ ACCESS_TOKENS }: Readonly<Record<string, string>>): string | undefined {
  return ACCESS_TOKENS?.split(',')[0]?.split(':')[1];
}

/** The app makes no drafts for those who asked their browser for a light load. */
function saveData(): void {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
}

async function answerThatPromptsAreRead(route: Route): Promise<void> {
  const answer = await route.fetch();
  const config = configSchema.parse(await answer.json());
  const providers = config.providers.map((provider) => ({ ...provider, usesPrompt: true }));
  await route.fulfill({ response: answer, json: { ...config, providers } });
}

/** A provider whose ways are known, so that nothing has to be learned first. */
function paidSettings({ key, url }: FakeUpstream): Readonly<Record<string, string>> {
  const known = {
    PROVIDER_DUPLICATES: 'refused',
    PROVIDER_FINDS_EXTERNAL_ID: 'yes',
    PROVIDER_GRACE_SECONDS: '1',
  };
  return { DEERAPI_KEY: key, PROVIDER_BASE_URL: url, ...known };
}

export { expect };
