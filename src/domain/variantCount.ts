import type { Task } from './contract/task.ts';

/**
 * How many variants there are to count through: as many as were asked for, or, where the provider delivered fewer, those
 * that came. One that was deleted, is not finished yet or has no star leaves its number, so that the others keep theirs.
 */
export function variantCount({ n, variants }: Pick<Task, 'n' | 'variants'>): number {
  return variants ?? n;
}
