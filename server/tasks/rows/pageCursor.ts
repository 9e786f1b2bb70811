import { z } from 'zod';
import { ProblemError } from '../../../src/domain/problem.ts';

/** The last task of a page: the next page starts behind it. */
export interface PageCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** No database knows a year 0. */
const momentSchema = z.iso.datetime().refine((text) => !text.startsWith('0000'));
const cursorSchema = z.tuple([momentSchema, z.uuid()]);

export function encodeCursor({ createdAt, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url');
}

/** @throws ProblemError when the text is not one of our cursors. */
export function decodeCursor(text: string): PageCursor {
  try {
    const [createdAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { createdAt: new Date(createdAt), id };
  } catch (cause) {
    const message = 'This page address is not valid any more. Start at the first page.';
    throw new ProblemError('invalid-request', { errors: [{ path: 'cursor', message }], cause });
  }
}
