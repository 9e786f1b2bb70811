import { Hono } from 'hono';
import type { z } from 'zod';
import { type sessionSchema, signInSchema } from '../../src/domain/contract/session.ts';
import type { SignIn } from '../access/signIn.ts';
import { parseInput } from './parseInput.ts';
import { limitJson, readJson } from './readJson.ts';
import type { RouteEnv } from './routeContext.ts';

export interface SessionDeps {
  readonly signIn: SignIn;
}

/** Signing in and out. */
export function sessionRoutes({ signIn }: SessionDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();

  routes.post('/', limitJson, async (context) => {
    const { token } = parseInput(signInSchema, await readJson(context));
    const person = await signIn.begin(context, token);
    context.get('logger').info({ person }, 'Signed in.');
    return context.json({ person } satisfies z.infer<typeof sessionSchema>, 201);
  });

  routes.delete('/', async (context) => {
    await signIn.end(context);
    // Images of others must not stay for the next person at this browser.
    return context.body(null, 204, { 'Clear-Site-Data': '"cache"' });
  });

  return routes;
}
