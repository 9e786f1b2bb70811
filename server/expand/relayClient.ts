import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import {
  configSchema,
  problemSchema,
  type Result,
  sourceSchema,
  type TaskRequestInput,
  taskSchema,
} from '../../src/domain/contract.ts';
import { ProblemError } from '../../src/domain/problem.ts';

/** So often a call is made again while the relay does not answer, each time after a longer pause. */
const TRIES = 6;
const FIRST_PAUSE_MS = 250;

/** The relay does not answer. */
export class RelayAwayError extends Error {}

/**
 * Speaks to a relay. What is sent again is the same to it: a source by its bytes, a task by its idempotency key.
 *
 * @throws {ProblemError} what the relay refuses, and {RelayAwayError} when it does not answer
 */
export function createRelayClient(base: string, token: string | null, firstPauseMs = FIRST_PAUSE_MS) {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };

  async function call(path: string, makeInit: () => RequestInit): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      const init = makeInit();
      const response = await fetch(new URL(path, base), {
        ...init,
        headers: { ...headers, ...init.headers },
      }).catch((error: unknown) => (error instanceof TypeError ? null : Promise.reject(error)));
      const isAway = response === null || response.status === 502 || response.status === 504;
      if (!isAway) return response.ok ? response : refuse(response);
      if (tried === TRIES) throw new RelayAwayError(`Nothing answers at ${base}. Start it with npm start.`);
      await pause(firstPauseMs * 2 ** tried);
    }
  }

  async function ask<Schema extends z.ZodType>(schema: Schema, path: string, makeInit = () => ({})) {
    return schema.parse(await (await call(path, makeInit)).json());
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
    async save({ id }: Pick<Result, 'id'>, file: string): Promise<void> {
      const response = await call(`/api/results/${id}/image?format=png`, () => ({}));
      await writeFile(file, Buffer.from(await response.arrayBuffer()));
    },
  };
}

export type RelayClient = ReturnType<typeof createRelayClient>;

async function refuse(response: Response): Promise<never> {
  const told = problemSchema.safeParse(await response.json().catch(() => null));
  if (!told.success) throw new RelayAwayError(`The address answers ${response.status}: that is no relay.`);
  throw new ProblemError(told.data.code, { detail: told.data.detail });
}
