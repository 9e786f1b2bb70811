import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import { ProblemError } from '../../src/domain/problem.ts';
import { storableText } from '../../src/domain/storableText.ts';
import { type AddressRange, networkOf } from '../access/addressRange.ts';
import { clientAddress } from '../access/clientAddress.ts';
import { parseExactJson } from '../providers/kling/exactJson.ts';
import type { Secret } from '../secret.ts';
import type { CallbackHints } from '../tasks/callbackHints.ts';
import type { RouteEnv } from './routeContext.ts';

export interface CallbackDeps {
  readonly hints: CallbackHints;
  /** What callbacks must be signed with; null takes unsigned ones too. */
  readonly callbackSecret: Secret | null;
  readonly trustedProxies: readonly AddressRange[];
  readonly now: () => Date;
}

const MAX_BODY_BYTES = 256 * 1024;
/** Wrong tokens a minute from one address; right ones are not counted. */
const WRONG_TOKENS = 60;
const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Printable characters: others are no names, and one of them cannot be stored at all. */
const name = z
  .string()
  .regex(/^[\x20-\x7e]{1,200}$/)
  .nullish()
  .catch(null);
/** The older style names the task `task_id`, the newer one `id`. */
const bodySchema = z.object({ task_id: name, id: name }).catch({ task_id: null, id: null });

/** Where the provider tells of changes. */
export function callbackRoutes({ hints, callbackSecret, trustedProxies, now }: CallbackDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  const wrongTokens = new RateLimiterMemory({ points: WRONG_TOKENS, duration: 60 });
  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new ProblemError('request-too-large');
    },
  });
  routes.post('/:token', limitBody, async (context) => {
    const token = tokenSchema.safeParse(context.req.param('token'));
    const network = networkOf(clientAddress(context, trustedProxies));
    const tries = await wrongTokens.get(network);
    if (tries !== null && tries.remainingPoints <= 0) {
      throw new ProblemError('too-many-tries', { liftsAt: new Date(now().getTime() + tries.msBeforeNext) });
    }
    if (!token.success || !(await hints.knows(token.data))) {
      await wrongTokens.penalty(network);
      throw new ProblemError('not-found');
    }
    const text = await context.req.text();
    if (callbackSecret !== null) requireSignature(callbackSecret, text, context.req.header());
    const { task_id, id } = bodySchema.parse(parseExactJson(text, storableText));
    if (!(await hints.take(token.data, task_id ?? id ?? null))) throw new ProblemError('not-found');
    return context.body(null, 204);
  });
  return routes;
}

/** Standard Webhooks: HMAC-SHA256 over id, time and body, five minutes at most old. */
function requireSignature(secret: Secret, text: string, headers: Record<string, string>): void {
  try {
    new Webhook(secret.reveal()).verify(text, headers, { jsonParse: false });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    throw new ProblemError('callback-unsigned');
  }
}
