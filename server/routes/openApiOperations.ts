import { z } from 'zod';
import { configSchema } from '../../src/domain/contract/config.ts';
import { imageQuerySchema } from '../../src/domain/contract/image.ts';
import { balancesSchema, ledgerQuerySchema, ledgerSchema } from '../../src/domain/contract/ledger.ts';
import {
  outlinePageQuerySchema,
  outlinePageSchema,
  providerTimesSchema,
  starredTasksSchema,
  starSchema,
  taskPageQuerySchema,
  typedFormatsSchema,
} from '../../src/domain/contract/lists.ts';
import {
  offerChoiceSchema,
  offeredSchema,
  offerPreviewQuerySchema,
  offerTakenSchema,
} from '../../src/domain/contract/offers.ts';
import { readinessSchema } from '../../src/domain/contract/readiness.ts';
import { sessionSchema, signInSchema } from '../../src/domain/contract/session.ts';
import { sourceFromUrlSchema, sourceSchema } from '../../src/domain/contract/source.ts';
import {
  resultDeletedSchema,
  taskDetailsSchema,
  taskPageSchema,
  taskSchema,
} from '../../src/domain/contract/task.ts';
import { taskRequestSchema } from '../../src/domain/contract/taskRequest.ts';
import { deliveryQuerySchema, newAreaQuerySchema } from '../../src/domain/delivery.ts';
import { pieceQuerySchema } from '../../src/domain/piece.ts';

/** One call of the relay, as its document tells it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  /** A schema is JSON; a word names another kind of body. */
  readonly takes?: z.ZodType | 'image/*';
  readonly answers: Readonly<Record<number, z.ZodType | string | null>>;
  /** Asked without a session. */
  readonly isOpen?: boolean;
}

const health = z.object({ status: z.literal('ok') });
const taskAnswer = { 200: taskSchema };

/** Every call, with the schemas that its routes parse with. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/health',
    summary: 'The process lives',
    answers: { 200: health },
    isOpen: true,
  },
  {
    ...{ method: 'get', path: '/api/ready', summary: 'Whether the relay can work', isOpen: true },
    answers: { 200: readinessSchema, 503: readinessSchema },
  },
  {
    ...{ method: 'get', path: '/api/openapi.json', summary: 'This document', isOpen: true },
    answers: { 200: z.looseObject({}) },
  },
  {
    ...{ method: 'post', path: '/api/session', summary: 'Sign in with a token', isOpen: true },
    takes: signInSchema,
    answers: { 201: sessionSchema },
  },
  { method: 'delete', path: '/api/session', summary: 'Sign out', answers: { 204: null }, isOpen: true },
  {
    ...{
      method: 'post',
      path: '/api/callbacks/{token}',
      summary: 'The provider tells of a change',
      isOpen: true,
    },
    takes: z.looseObject({}),
    answers: { 204: null },
  },
  { method: 'get', path: '/api/config', summary: 'What this relay offers', answers: { 200: configSchema } },
  {
    ...{ method: 'post', path: '/api/sources', summary: 'Open a file: the body is its bytes' },
    takes: 'image/*',
    answers: { 200: sourceSchema, 201: sourceSchema },
  },
  {
    ...{ method: 'post', path: '/api/sources/from-url', summary: 'Open an image at a public web address' },
    takes: sourceFromUrlSchema,
    answers: { 200: sourceSchema, 201: sourceSchema },
  },
  { method: 'get', path: '/api/sources/{id}', summary: 'A source', answers: { 200: sourceSchema } },
  {
    ...{ method: 'get', path: '/api/sources/{id}/image', summary: 'Its image, or a smaller rendition' },
    query: imageQuerySchema,
    answers: { 200: 'image/*' },
  },
  {
    ...{ method: 'get', path: '/api/sources/{id}/piece', summary: 'A square of a large source, to look at' },
    query: pieceQuerySchema,
    answers: { 200: 'image/webp' },
  },
  {
    ...{ method: 'post', path: '/api/offers', summary: 'What can be made of a file that is refused' },
    takes: 'image/*',
    answers: { 201: offeredSchema },
  },
  {
    ...{ method: 'post', path: '/api/offers/from-url', summary: 'The same of an image at a web address' },
    takes: sourceFromUrlSchema,
    answers: { 201: offeredSchema },
  },
  {
    ...{ method: 'get', path: '/api/offers/{id}/image', summary: 'One of its frames, small, as PNG' },
    query: offerPreviewQuerySchema,
    answers: { 200: 'image/*' },
  },
  {
    ...{ method: 'post', path: '/api/offers/{id}/take', summary: 'Make the copy, which is a source' },
    takes: offerChoiceSchema,
    answers: { 200: offerTakenSchema, 201: offerTakenSchema },
  },
  {
    ...{ method: 'post', path: '/api/tasks', summary: 'Submit a task; the same key again is the same task' },
    headers: { 'Idempotency-Key': 'Any text of at most 200 characters, one for each submit.' },
    takes: taskRequestSchema,
    answers: { 200: taskSchema, 201: taskSchema },
  },
  {
    ...{ method: 'get', path: '/api/tasks', summary: 'Tasks, newest first', query: taskPageQuerySchema },
    answers: { 200: taskPageSchema },
  },
  {
    ...{ method: 'get', path: '/api/tasks/outline', summary: 'The same with little of each task' },
    query: outlinePageQuerySchema,
    answers: { 200: outlinePageSchema },
  },
  {
    ...{ method: 'get', path: '/api/tasks/formats', summary: 'Typed formats that tasks were submitted in' },
    answers: { 200: typedFormatsSchema },
  },
  {
    ...{ method: 'get', path: '/api/tasks/events', summary: 'Server-sent events: a task changed' },
    headers: { 'Last-Event-ID': 'Where to go on.' },
    answers: { 200: 'text/event-stream' },
  },
  { method: 'get', path: '/api/tasks/{id}', summary: 'A task', answers: taskAnswer },
  {
    ...{ method: 'get', path: '/api/tasks/{id}/details', summary: 'What was sent, and names for support' },
    answers: { 200: taskDetailsSchema },
  },
  { method: 'post', path: '/api/tasks/{id}/retry', summary: 'Try an ended task again', answers: taskAnswer },
  {
    ...{ method: 'post', path: '/api/tasks/{id}/submit-anew', summary: 'Submit an uncertain task anew' },
    answers: taskAnswer,
  },
  { method: 'post', path: '/api/tasks/{id}/give-up', summary: 'Accept it as lost', answers: taskAnswer },
  { method: 'post', path: '/api/tasks/{id}/cancel', summary: 'Stop following a task', answers: taskAnswer },
  { method: 'delete', path: '/api/tasks/{id}', summary: 'Delete a task', answers: { 204: null } },
  {
    method: 'get',
    path: '/api/results/{id}',
    summary: 'The task that a result belongs to',
    answers: taskAnswer,
  },
  {
    ...{ method: 'patch', path: '/api/results', summary: 'Star results, or take the stars away' },
    takes: starSchema,
    answers: { 200: starredTasksSchema },
  },
  {
    ...{ method: 'get', path: '/api/results/{id}/image', summary: 'A result, in any size and format' },
    query: imageQuerySchema,
    answers: { 200: 'image/*' },
  },
  {
    ...{ method: 'get', path: '/api/results/{id}/new-area', summary: 'Its new area alone, as PNG' },
    query: newAreaQuerySchema,
    answers: { 200: 'image/*' },
  },
  {
    ...{ method: 'get', path: '/api/providers/times', summary: 'How long the latest tasks took' },
    answers: { 200: providerTimesSchema },
  },
  {
    ...{
      method: 'get',
      path: '/api/providers/balances',
      summary: 'What is left of packages that were paid for',
    },
    answers: { 200: balancesSchema },
  },
  {
    ...{ method: 'get', path: '/api/ledger', summary: 'What tasks cost, summed by day, month or person' },
    query: ledgerQuerySchema,
    answers: { 200: ledgerSchema },
  },
  {
    ...{ method: 'get', path: '/api/ledger/csv', summary: 'The same as a file for spreadsheets' },
    query: ledgerQuerySchema,
    answers: { 200: 'text/csv' },
  },
  {
    ...{ method: 'delete', path: '/api/results/{id}', summary: 'Delete one result' },
    answers: { 200: resultDeletedSchema },
  },
  {
    ...{ method: 'get', path: '/api/results/{id}/delivery', summary: 'A result as a file to take away' },
    query: deliveryQuerySchema,
    answers: { 200: 'image/*' },
  },
  {
    ...{ method: 'get', path: '/api/results/{id}/piece', summary: 'A square of a large result, to look at' },
    query: pieceQuerySchema,
    answers: { 200: 'image/webp' },
  },
  {
    ...{ method: 'post', path: '/api/providers/{name}/try', summary: 'Ask a stopped provider again' },
    answers: { 204: null },
  },
  { method: 'get', path: '/metrics', summary: 'Figures for Prometheus', answers: { 200: 'text/plain' } },
];
