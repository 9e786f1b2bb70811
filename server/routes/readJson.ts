import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from '../../src/domain/problem.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** For every route that takes JSON. */
export const limitJson = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new ProblemError('request-too-large');
  },
});

/** @throws ProblemError when the body is not JSON. */
export async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.raw.json();
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    const message = 'The body must be JSON.';
    throw new ProblemError('invalid-request', { errors: [{ path: '', message }], cause });
  }
}
