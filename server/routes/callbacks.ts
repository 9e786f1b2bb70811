import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Secret } from '../secret.ts';
import type { CallbackHints } from '../tasks/callbackHints.ts';
import type { RouteEnv } from './routeContext.ts';

export interface CallbackParts {
  readonly hints: CallbackHints;
  /** What callbacks must be signed with; null takes unsigned ones too. */
  readonly callbackSecret: Secret | null;
}

const MAX_BODY_BYTES = 256 * 1024;
const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const name = z.string().min(1).max(200).nullish().catch(null);
/** The older style names the task `task_id`, the newer one `id`. */
const bodySchema = z.object({ task_id: name, id: name }).catch({ task_id: null, id: null });

/** Where the provider tells of changes. */
export function callbackRoutes({ hints, callbackSecret }: CallbackParts): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new ProblemError('request-too-large');
    },
  });
  routes.post('/:token', limitBody, async (context) => {
    const token = tokenSchema.safeParse(context.req.param('token'));
    if (!token.success) throw new ProblemError('not-found');
    const text = await context.req.text();
    if (callbackSecret !== null) requireSignature(callbackSecret, text, context.req.header());
    const { task_id, id } = bodySchema.parse(parseJson(text));
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
