import { createServer, type Server } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import { ProblemError } from '../../src/domain/problem.ts';
import { problemBody } from './answerProblem.ts';
import type { RouteEnv } from './routeContext.ts';

/** A connection on which nothing moves for so long is nobody's: uploads send bytes, and streams of events beat. */
const SILENCE_MS = 120_000;

/**
 * A server around the app, not listening yet. It is patient with slow uploads for as long as bytes come, and refuses
 * what is no request for it in the same words as the app does.
 */
export function openServer(app: Hono<RouteEnv>, silenceMs = SILENCE_MS): Server {
  const listener = getRequestListener(app.fetch, {
    errorHandler: (error) => {
      const isRefused = error instanceof RequestError;
      const problem = new ProblemError(isRefused ? 'request-refused' : 'internal', { cause: error });
      return new Response(...problemBody(problem, crypto.randomUUID()));
    },
  });
  const server = createServer({ requestTimeout: 0 }, (request, response) => void listener(request, response));
  server.setTimeout(silenceMs);
  return server;
}
