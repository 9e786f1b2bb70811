import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ProblemError } from '../../src/domain/problem.ts';
import { clientAddress } from './clientAddress.ts';
import type { People } from './people.ts';
import { SESSION_SECONDS, type Sessions } from './sessions.ts';

export interface SignInParts {
  readonly people: People;
  readonly sessions: Sessions;
  readonly publicUrl: string | null;
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
  readonly #parts: SignInParts;
  readonly #failures = new RateLimiterMemory({
    points: TRIES_FROM_ONE_ADDRESS,
    duration: TRIES_WITHIN_SECONDS,
  });

  constructor(parts: SignInParts) {
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

  async #personOf(context: Context): Promise<string | null> {
    if (!this.#parts.people.areNamed) return null;
    const [, token] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (token !== undefined) return this.#ownerOf(context, token);
    const secret = this.#cookieOf(context);
    return secret === undefined ? null : this.#parts.sessions.personOf(secret);
  }

  /** Whoever has tried too often is not even told whether this token is right. */
  async #ownerOf(context: Context, token: string): Promise<string | null> {
    const { people, publicUrl, now } = this.#parts;
    const address = clientAddress(context, publicUrl !== null);
    const tries = await this.#failures.get(address);
    if (tries !== null && tries.remainingPoints <= 0) {
      throw new ProblemError('too-many-tries', { liftsAt: new Date(now().getTime() + tries.msBeforeNext) });
    }
    const owner = people.ownerOf(token);
    if (owner === null) await this.#failures.penalty(address);
    return owner;
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
