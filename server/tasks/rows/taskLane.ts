import { sql } from 'drizzle-orm';
import { tasks } from '../../database/schema.ts';
import type { StoredTask } from './taskRow.ts';

/**
 * Steps that wait for the same thing: one provider to take creates, to answer questions, or to hand its images out.
 * However many of one lane wait, the others go on.
 */
export function laneOf({ provider, status, step }: Pick<StoredTask, 'provider' | 'status' | 'step'>): string {
  const isSending = status === 'submitting' && (step === 'submit' || step === 'resend');
  return `${provider} ${status === 'finishing' ? 'fetch' : isSending ? 'send' : 'ask'}`;
}

/** The same of a row. */
export const rowLane = sql<string>`${tasks.provider} || case
  when ${tasks.status} = 'finishing' then ' fetch'
  when ${tasks.status} = 'submitting' and ${tasks.step} in ('submit', 'resend') then ' send'
  else ' ask' end`;

/**
 * Whose turn counts together where tasks wait for the same: a batch is one line, what a person submitted task by task is
 * another. However long a line is, the first of the others waits for no more than its turn.
 */
export const rowLine = sql<string>`coalesce(${tasks.batchId}::text, ${tasks.person}, '')`;
