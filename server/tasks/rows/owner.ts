import { eq, isNull, type SQL } from 'drizzle-orm';
import { tasks } from '../../database/schema.ts';

/** Whose tasks are read; left out, everybody's. */
export type Owner = string | null | undefined;

export function ownedBy(owner: Owner): SQL | undefined {
  if (owner === undefined) return undefined;
  return owner === null ? isNull(tasks.person) : eq(tasks.person, owner);
}
