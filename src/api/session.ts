import { create } from 'zustand';
import { sessionSchema } from '../domain/contract/session.ts';
import { ProblemError } from '../domain/problem.ts';
import { type Answer, readAnswer } from './answer.ts';
import { forgetConfig } from './keptConfig.ts';

/** Whether somebody has to sign in before anything goes on. */
export const useSignInNeeded = create<{ isNeeded: boolean }>()(() => ({ isNeeded: false }));

const PATH = '/api/session';
const CHANNEL = 'outframe-session';

/** How often somebody has signed in since the page was loaded. */
let signIns = 0;

/**
 * Does something that needs a session. Without one it waits until somebody has signed in and does it then: what was
 * refused for that has changed nothing.
 */
export async function whileSignedIn<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const signInsBefore = signIns;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'sign-in-required')) throw error;
      // Asked before somebody signed in, answered after.
      if (signIns !== signInsBefore) continue;
      useSignInNeeded.setState({ isNeeded: true });
      await signedIn(signal);
    }
  }
}

/** @throws ProblemError that says why one is not let in. */
export async function signIn(token: string): Promise<void> {
  readAnswer(sessionSchema, await ask('POST', JSON.stringify({ token })));
  noteSignIn();
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Goes on when somebody has signed in in another tab, until the returned function is called. */
export function followSignIns(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = noteSignIn;
  return () => channel.close();
}

function noteSignIn(): void {
  signIns += 1;
  useSignInNeeded.setState({ isNeeded: false });
}

/** Leaves the page as it is for somebody who has just come. Unfinished work stays in this browser. */
export async function signOut(): Promise<void> {
  await ask('DELETE');
  forgetConfig();
  location.reload();
}

async function ask(method: 'POST' | 'DELETE', body?: string): Promise<Answer> {
  try {
    const response = await fetch(PATH, {
      method,
      // To another host it is mostly a page in the place of the server: followed, it would look like one that is away.
      redirect: 'manual',
      ...(body !== undefined && { body, headers: { 'Content-Type': 'application/json' } }),
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new ProblemError('relay-unreachable', {
      detail: 'The server does not answer. Try again in a moment.',
      cause,
    });
  }
}

function signedIn(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = useSignInNeeded.subscribe(({ isNeeded }) => {
      if (isNeeded) return;
      stop();
      signal?.removeEventListener('abort', give);
      resolve();
    });
    const give = () => {
      stop();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', give, { once: true });
    if (signal?.aborted) give();
  });
}
