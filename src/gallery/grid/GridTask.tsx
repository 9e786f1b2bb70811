import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { taskQuery } from '../../api/outline.ts';
import type { Config } from '../../domain/contract/config.ts';
import { IconButton } from '../../ui/Button.tsx';
import dialog from '../../ui/dialog.module.css';
import { TaskCard } from '../card/TaskCard.tsx';
import { useOpenResultId } from '../openResult.ts';
import type { TaskActions } from '../useTaskActions.ts';
import styles from './GridTask.module.css';

interface GridTaskProps {
  /** Null while none is looked at. */
  taskId: string | null;
  /** What is about to be deleted. */
  hidden: ReadonlySet<string>;
  config: Config | undefined;
  actions: TaskActions;
  onClose: () => void;
}

/** A task without a result to look at: how far it is or why it failed, what it cost and what can be done, as its card says. */
export function GridTask({ taskId, hidden, config, actions, onClose }: GridTaskProps) {
  const task = useQuery({ ...taskQuery(taskId ?? ''), enabled: taskId !== null }).data;
  const isViewing = useOpenResultId() !== null;
  const isOpen = taskId !== null && task?.id === taskId && !hidden.has(taskId) && !isViewing;
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={styles.dialog}>
          <header className={dialog.header}>
            <Dialog.Title className={dialog.title}>Task</Dialog.Title>
            <Dialog.Close
              render={
                <IconButton label="Close" keys="Esc">
                  <X aria-hidden />
                </IconButton>
              }
            />
          </header>
          <ol className={styles.body}>
            {task && <TaskCard task={task} config={config} actions={actions} isTabStop />}
          </ol>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
