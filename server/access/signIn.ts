import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ProblemError } from '../../src/domain/problem.ts';
import { type AddressRange, networkOf } from './addressRange.ts';
import { clientAddress } from './clientAddress.ts';
import type { People } from './people.ts';
import { SESSION_SECONDS, type Sessions } from './sessions.ts';

export interface SignInDeps {
  readonly people: People;
  readonly sessions: Sessions;
  readonly publicUrl: string | null;
  /** Proxies whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly AddressRange[];
  readonly now: () => Date;
}

interface SignInEnv {
  Variables: { person: string | null };
}

const COOKIE = 'outframe';
const TRIES_FROM_ONE_ADDRESS = 10;
const TRIES_WITHIN_SECONDS = 15 * 60;

/** Lets named people in, by a token or by the cookie of a session; lets everybody in where nobody is named. */
export class SignIn {
  readonly #parts: SignInDeps;
  readonly #failures = new RateLimiterMemory({
    points: TRIES_FROM_ONE_ADDRESS,
    duration: TRIES_WITHIN_SECONDS,
  });

  constructor(parts: SignInDeps) {
    this.#parts = parts;
  }

  /** For everything that not just anybody may see: knows afterwards who asks. */
  readonly required: MiddlewareHandler<SignInEnv> = async (context, next) => {
    const person = await this.#personOf(context);
    context.set('person', person);
    if (person === null && this.#parts.people.areNamed) {
      context.header('WWW-Authenticate', 'Bearer');
      throw new ProblemError('sign-in-required');
    }
    await next();
  };

  /** @throws ProblemError when the token is nobody's, or too many were tried. */
  async begin(context: Context, token: string): Promise<string> {
    const person = await this.#ownerOf(context, token);
    if (person === null) throw new ProblemError('token-unknown');
    this.#setCookie(context, await this.#parts.sessions.begin(person), SESSION_SECONDS);
    return person;
  }

  async end(context: Context): Promise<void> {
    const secret = this.#cookieOf(context);
    if (secret !== undefined) await this.#parts.sessions.end(secret);
    this.#setCookie(context, '', 0);
  }

  /** Whether the one who asked is still let in: a session may have ended, or its token been taken away. */
  async isStillIn(context: Context): Promise<boolean> {
    return (await this.#personOf(context)) === (context.get('person') ?? null);
  }

  async #personOf(context: Context): Promise<string | null> {
    if (!this.#parts.people.areNamed) return null;
    const [, token] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (token !== undefined) return this.#ownerOf(context, token);
    const secret = this.#cookieOf(context);
    return secret === undefined ? null : this.#parts.sessions.personOf(secret);
  }

  /** A right token always works: others at the same address may have tried wrong ones. */
  async #ownerOf(context: Context, token: string): Promise<string | null> {
    const { people, trustedProxies, now } = this.#parts;
    const owner = people.ownerOf(token);
    if (owner !== null) return owner;
    const network = networkOf(clientAddress(context, trustedProxies));
    const tries = await this.#failures.get(network);
    if (tries !== null && tries.remainingPoints <= 0) {
      throw new ProblemError('too-many-tries', { liftsAt: new Date(now().getTime() + tries.msBeforeNext) });
    }
    await this.#failures.penalty(network);
    return null;
  }

  #setCookie(context: Context, secret: string, maxAge: number): void {
    const secure = this.#isOverTls(context);
    setCookie(context, COOKIE, secret, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge,
      secure,
      ...(secure ? { prefix: 'host' as const } : {}),
    });
  }

  #cookieOf(context: Context): string | undefined {
    return this.#isOverTls(context) ? getCookie(context, COOKIE, 'host') : getCookie(context, COOKIE);
  }

  #isOverTls(context: Context): boolean {
    return (
      (this.#parts.publicUrl?.startsWith('https:') ?? false) ||
      context.req.header('x-forwarded-proto') === 'https'
    );
  }
}
