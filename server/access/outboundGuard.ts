import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector, fetch, type Response } from 'undici';
import { ProblemError } from '../../src/domain/problem.ts';
import { abortReason } from '../abortReason.ts';
import { isInRanges } from './addressRange.ts';
import { type DataRate, DataRateMeter } from './dataRateMeter.ts';
import { Deadline } from './deadline.ts';
import { createDispatcher, type ProxySettings } from './proxySettings.ts';
import { isPublicAddress } from './publicAddress.ts';
import { FAKE_RANGES } from './resolverCheck.ts';

interface OutboundRequest {
  readonly url: string;
  readonly signal: AbortSignal;
  /** For everything together: looking the name up, redirects, and the body to its end. */
  readonly timeoutMs: number;
  readonly accept?: string;
  /** What comes slower than this is as good as silent: nobody holds a place by single bytes. */
  readonly minDataRate?: DataRate;
}

/** The relay's way to addresses that somebody else chose: to the public internet and nowhere else. */
export interface OutboundGuard {
  /**
   * Gets an address without any credentials of ours, following redirects, each checked like the first. The caller
   * counts the bytes of the body.
   *
   * @throws ProblemError `url-refused` for everything that is not http or https at a public address,
   * `url-unreachable` when nothing answers, `url-too-slow`; the signal's own reason when it was aborted.
   */
  fetch(request: OutboundRequest): Promise<OutboundAnswer>;
}

/** Whoever gets it reads the body to its end or cancels it. */
export interface OutboundAnswer {
  readonly status: number;
  header(name: string): string | null;
  /** Ends in an error when the time is over, or somebody gives up. */
  readonly body: AsyncIterable<Uint8Array>;
  cancel(): Promise<void>;
}

export interface OutboundGuardOptions {
  /** An address that the operator trusts: its scheme, host and port may be asked wherever they are. */
  readonly trustedUrl: string | null;
  /** On the way out; null for none. */
  readonly proxies?: ProxySettings | null;
  /** So long nothing may come, in front of an answer and in the middle of it. */
  readonly silenceMs?: number;
  /** Turns names into addresses; the system's resolver unless a test stands in for it. */
  readonly lookup?: LookupFunction;
}

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_MS = 60_000;
const END = { done: true, value: undefined } as const;
const THIS_MACHINE = /(^|\.)localhost\.?$/i;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function createOutboundGuard({
  trustedUrl,
  proxies = null,
  silenceMs = SILENCE_MS,
  lookup = systemLookup,
}: OutboundGuardOptions): OutboundGuard {
  const silence = { headersTimeout: silenceMs, bodyTimeout: silenceMs };
  const trustedOrigin = trustedUrl === null ? null : new URL(trustedUrl).origin;
  const guarded = createDispatcher(proxies, { ...silence, connect: guardedConnector(lookup) });
  const trusted = createDispatcher(proxies, {
    ...silence,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });

  return {
    fetch: async ({ url, signal, timeoutMs, accept = '*/*', minDataRate }) => {
      const patience = new Deadline(signal, timeoutMs);
      try {
        let next = webAddress(url);
        for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
          const isTrusted = next.origin === trustedOrigin;
          if (proxies !== null && !isTrusted) await patience.with(requirePublicName(next.hostname, lookup));
          const asked = fetch(next, {
            dispatcher: isTrusted ? trusted : guarded,
            redirect: 'manual',
            signal: patience.signal,
            headers: { Accept: accept, 'User-Agent': 'Outframe' },
          });
          const response = await patience.with(asked);
          const location = REDIRECTS.has(response.status) ? utf8(response.headers.get('location')) : null;
          if (location === null) return answerOf(response, patience, minDataRate);
          await response.body?.cancel();
          next = webAddress(location, next);
        }
        throw refused('It leads from one address to the next without end.');
      } catch (error) {
        patience.release();
        if (signal.aborted) throw abortReason(signal);
        throw asProblem(error, patience.isOver || isLate(error));
      }
    },
  };
}

function answerOf(response: Response, patience: Deadline, minDataRate: DataRate | undefined): OutboundAnswer {
  const reader = response.body?.getReader();
  const close = async () => {
    patience.release();
    await reader?.cancel().catch(() => undefined);
  };
  const read = async function* (): AsyncGenerator<Uint8Array> {
    patience.signal.addEventListener('abort', close, { once: true });
    const meter = new DataRateMeter(minDataRate);
    try {
      for (;;) {
        const chunk = await meter.during(patience.with(reader?.read() ?? Promise.resolve(END)));
        if (chunk.done) return;
        meter.add(chunk.value.byteLength);
        yield chunk.value;
      }
    } finally {
      await close();
    }
  };
  const { status, headers } = response;
  return { status, header: (name) => headers.get(name), body: read(), cancel: close };
}

/** An http or https address without a name and password in it. */
function webAddress(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('It is not a web address.');
  if (url.username !== '' || url.password !== '') throw refused('It holds a name or a password.');
  return url;
}

/**
 * Connects to public addresses alone. Judged is what the socket is given: a name that answers differently the next
 * time it is looked up (DNS rebinding) gains nothing, since it is not looked up again.
 */
function guardedConnector(lookup: LookupFunction): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup(lookup) });
  return (options, callback) => {
    if (isInside(options.hostname)) callback(refused('It is not on the public web.'), null);
    else connect(options, callback);
  };
}

/** An address is never looked up, and not every resolver knows that these names mean this machine (RFC 6761, 6.3). */
function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? THIS_MACHINE.test(host) : !isPublicAddress(host);
}

/**
 * Where a proxy connects, what the socket is given cannot be judged here. An address, a name of this machine, and a name
 * that leads inside as far as this machine's resolver knows are still refused; where a name leads for the proxy is its
 * own to decide. A resolver that does not know the name, or makes addresses up, says nothing about it.
 */
async function requirePublicName(hostname: string, lookup: LookupFunction): Promise<void> {
  if (isInside(hostname)) throw refused('It is not on the public web.');
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return;
  const addresses = await new Promise<readonly string[]>((resolve) => {
    lookup(hostname, { all: true }, (error, found) => {
      if (error || !Array.isArray(found)) resolve([]);
      else resolve(found.map(({ address }) => address));
    });
  });
  const isPrivate = addresses.some(
    (address) => !isPublicAddress(address) && !isInRanges(address, FAKE_RANGES),
  );
  if (isPrivate) throw refused('It is not on the public web.');
}

/** A header comes one byte a character; browsers read an address in it as UTF-8 where it is that. */
function utf8(header: string | null): string | null {
  if (header === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      // One of several is enough: a name that mixes public and private addresses is up to something.
      const isPublic = addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address));
      if (!isPublic) return callback(refused('It is not on the public web.'), []);
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first?.address ?? '', first?.family);
    });
  };
}

const systemLookup: LookupFunction = (hostname, options, callback) =>
  dns.lookup(hostname, { ...options, all: true }, callback);

function refused(why: string): ProblemError {
  return new ProblemError('url-refused', {
    detail: `The server does not open this address. ${why} Save the image and open the file instead.`,
  });
}

const SILENCE_CODES: ReadonlySet<unknown> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Whether it was the time that ended an answer: all of it, or too long a silence. */
export function isLate(error: unknown): boolean {
  return isSilence(error) || causesOf(error).some(({ name }) => name === 'TimeoutError');
}

/** Whether nothing came for so long that an answer was given up, in front of it or in the middle. */
export function isSilence(error: unknown): boolean {
  return causesOf(error).some((cause) => 'code' in cause && SILENCE_CODES.has(cause.code));
}

function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

/** A refusal comes out of the socket wrapped in errors of the layers above it. */
function asProblem(error: unknown, isLate: boolean): ProblemError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ProblemError) return cause;
    // What the Fetch standard calls a bad port: mail, shells and other services that are no web servers.
    if (cause.message === 'bad port') return refused('Its port is not one of the web.');
  }
  return new ProblemError(isLate ? 'url-too-slow' : 'url-unreachable', { cause: error });
}
