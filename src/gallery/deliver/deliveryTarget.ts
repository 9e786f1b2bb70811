import { create } from 'zustand';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';

/** A result that is about to be delivered, with its task. */
export interface DeliveryItem {
  readonly task: Task;
  readonly result: Result;
}

/** What is about to be delivered; empty while nothing is. */
export const useDeliveryTarget = create<{ readonly items: readonly DeliveryItem[] }>()(() => ({ items: [] }));

/** Asks in which size, type and name results are to be taken away: one as a file, several as one zip. */
export function openDelivery(items: readonly DeliveryItem[]): void {
  useDeliveryTarget.setState({ items });
}

export function closeDelivery(): void {
  useDeliveryTarget.setState({ items: [] });
}
