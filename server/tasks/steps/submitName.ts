import { randomBytes } from 'node:crypto';

/** A submit under a name that was never sent: nothing of the one before holds for it. */
export function namedAfresh(externalTaskId: string) {
  return {
    externalTaskId,
    callbackToken: newCallbackToken(),
    hintedTaskId: null,
    upstreamTaskId: null,
    upstreamImages: null,
    sentAt: null,
    doubts: 0,
  };
}

export function newCallbackToken(): string {
  return randomBytes(32).toString('base64url');
}
