import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Timing } from './upstreamOptions.ts';
import type { UpstreamState } from './upstreamState.ts';
import { queriedData, type UpstreamTask } from './upstreamTask.ts';

interface CallbackDeps {
  readonly state: UpstreamState;
  readonly secret: string | undefined;
  /** How often each change is told. */
  readonly times: number;
  readonly timing: Timing;
  readonly baseUrl: string;
}

const LOOK_EVERY_MS = 10;

/**
 * Tells the end of a task to its callback address as the provider does: unwrapped, several times, with old news among
 * them. Ends by itself when the task has ended.
 */
export async function tellByCallback(task: UpstreamTask, parts: CallbackDeps): Promise<void> {
  const { callbackUrl } = task.request;
  if (callbackUrl === null || parts.times === 0) return;
  const first = queriedData(task, parts.timing, parts.baseUrl);
  for (;;) {
    await pause(LOOK_EVERY_MS, undefined, { ref: false });
    const now = queriedData(task, parts.timing, parts.baseUrl);
    if (now.task_status !== 'succeed' && now.task_status !== 'failed') continue;
    for (let round = 0; round < parts.times; round += 1) await post(callbackUrl, now, parts);
    if (parts.times > 1) await post(callbackUrl, first, parts);
    return;
  }
}

async function post(
  url: string,
  body: Record<string, unknown>,
  { state, secret }: CallbackDeps,
): Promise<void> {
  const text = JSON.stringify(body);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret === undefined ? {} : signed(text, secret)) },
      body: text,
    });
    state.callbacks.push({ url, status: answer.status });
  } catch {
    state.callbacks.push({ url, status: null });
  }
}

/** Standard Webhooks: HMAC-SHA256 with the decoded secret over id, seconds and body. */
function signed(text: string, secret: string): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  const seconds = Math.floor(Date.now() / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${text}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
