import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { configSchema } from '../../src/domain/contract/config.ts';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import type { Result } from '../../src/domain/contract/result.ts';
import { sourceSchema } from '../../src/domain/contract/source.ts';
import { taskSchema } from '../../src/domain/contract/task.ts';
import type { TaskRequestInput } from '../../src/domain/contract/taskRequest.ts';
import { ProblemError, problemStatus } from '../../src/domain/problem.ts';
import type { Size } from '../../src/domain/side.ts';

/** So often a call is made again while the relay does not answer, each time after a longer pause. */
const TRIES = 6;
const FIRST_PAUSE_MS = 250;

/** What lifts later is not waited for. */
const MAX_WAIT_MS = 5 * 60_000;

/** The relay does not answer. */
export class RelayAwayError extends Error {}

/** Whether the same may go well in a while: a relay or its database is away, or a limit lifts within minutes. */
export function passes(error: unknown): boolean {
  if (error instanceof RelayAwayError) return true;
  return error instanceof ProblemError && (problemStatus(error.code) === 503 || liftsInMs(error) !== null);
}

/** How long a limit still holds that lifts within minutes; null for any other trouble. */
function liftsInMs(error: unknown): number | null {
  if (!(error instanceof ProblemError) || error.liftsAt === undefined) return null;
  const ms = Math.max(0, error.liftsAt.getTime() - Date.now());
  return problemStatus(error.code) === 429 && ms <= MAX_WAIT_MS ? ms : null;
}

/** A `RequestInit`; types of browsers and of Node do not agree on what a stream to send is. */
type CallInit = object;

interface Call<T> {
  readonly read: (response: Response) => Promise<T>;
  readonly makeInit?: (() => CallInit) | undefined;
}

/**
 * Speaks to a relay. What is sent again is the same to it: a source by its bytes, a task by its idempotency key.
 *
 * @throws {ProblemError} what the relay refuses, and {RelayAwayError} when it does not answer
 */
export function createRelayClient(base: string, token: string | null, firstPauseMs = FIRST_PAUSE_MS) {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };

  async function callOnce<T>(path: string, { read, makeInit }: Call<T>): Promise<T> {
    const init: RequestInit = makeInit?.() ?? {};
    try {
      const all = { ...headers, ...init.headers };
      const response = await fetch(new URL(path, base), { ...init, headers: all });
      return response.ok ? await read(response) : await refuse(response, base);
    } catch (cause) {
      // Nobody listens, or the connection broke in the middle.
      if (cause instanceof TypeError) throw away(base);
      throw cause;
    }
  }

  async function call<T>(path: string, of: Call<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await callOnce(path, of);
      } catch (error) {
        if (tried === TRIES || !passes(error)) throw error;
        await pause(liftsInMs(error) ?? firstPauseMs * 2 ** tried);
      }
    }
  }

  function ask<Schema extends z.ZodType>(schema: Schema, path: string, makeInit?: () => CallInit) {
    return call(path, { makeInit, read: async (response) => schema.parse(await response.json()) });
  }

  return {
    config: () => ask(configSchema, '/api/config'),
    async upload(file: string) {
      const { size } = await stat(file);
      return ask(sourceSchema, '/api/sources', () => ({
        ...{ method: 'POST', duplex: 'half', headers: { 'content-length': String(size) } },
        body: Readable.toWeb(createReadStream(file)),
      }));
    },
    submit: (request: TaskRequestInput, idempotencyKey: string) =>
      ask(taskSchema, '/api/tasks', () => ({
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(request),
      })),
    task: (id: string) => ask(taskSchema, `/api/tasks/${id}`),
    /** As PNG of a size that has the result's shape, in the source's colours and with its metadata. */
    image: ({ id }: Pick<Result, 'id'>, { width, height }: Size): Promise<Uint8Array> =>
      call(`/api/results/${id}/delivery?width=${width}&height=${height}&type=png&profile=source`, {
        read: async (response) => new Uint8Array(await response.arrayBuffer()),
      }),
  };
}

export type RelayClient = ReturnType<typeof createRelayClient>;

function away(base: string): RelayAwayError {
  return new RelayAwayError(`Nothing answers at ${base}. Start it with npm start.`);
}

async function refuse(response: Response, base: string): Promise<never> {
  const told = problemSchema.safeParse(await response.json().catch(() => null));
  if (told.success) {
    const { code, detail, liftsAt } = told.data;
    throw new ProblemError(code, liftsAt === undefined ? { detail } : { detail, liftsAt: new Date(liftsAt) });
  }
  // What a proxy says while there is no relay behind it.
  if ([502, 503, 504].includes(response.status)) throw away(base);
  throw new Error(`${base} answers ${response.status}: that is no relay.`);
}
