import { Ban, Check, CircleAlert, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TaskStatus } from '../domain/contract/task.ts';

const ICONS: Partial<Record<TaskStatus, ReactNode>> = {
  succeeded: <Check aria-hidden />,
  failed: <CircleAlert aria-hidden />,
  cancelled: <Ban aria-hidden />,
  uncertain: <CircleHelp aria-hidden />,
};

/** How a task ended, as a sign beside the word; nothing while it runs. */
export function StatusIcon({ status }: { status: TaskStatus }) {
  return ICONS[status] ?? null;
}
