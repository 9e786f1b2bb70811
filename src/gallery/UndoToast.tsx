import { Undo2 } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import styles from './UndoToast.module.css';
import { useUndoFocus } from './useUndoFocus.ts';

interface UndoToastProps {
  /** What can still be brought back. */
  taskIds: readonly string[];
  onUndo: () => void;
  /** Somebody is at the button: wait for them. */
  onHold: () => void;
  onRelease: () => void;
}

export function UndoToast({ taskIds, onUndo, onHold, onRelease }: UndoToastProps) {
  const count = taskIds.length;
  const { buttonRef, undo } = useUndoFocus(taskIds, onUndo);
  return (
    <div
      className={styles.toast}
      role="status"
      onPointerEnter={onHold}
      onPointerLeave={onRelease}
      onFocus={({ target }) => target.matches(':focus-visible') && onHold()}
      onBlur={onRelease}
    >
      <span>{count === 1 ? 'Task deleted' : `${count} tasks deleted`}</span>
      <Button
        ref={buttonRef}
        variant="quiet"
        size="s"
        className={styles.undo}
        icon={<Undo2 aria-hidden />}
        onClick={undo}
      >
        Undo
      </Button>
    </div>
  );
}
