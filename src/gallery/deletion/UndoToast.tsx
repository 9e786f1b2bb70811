import { Undo2 } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { deletedLabel } from './deletionKey.ts';
import styles from './UndoToast.module.css';
import { useUndoFocus } from './useUndoFocus.ts';

interface UndoToastProps {
  /** What can still be brought back: ids of tasks, keys of results. */
  taskIds: readonly string[];
  onUndo: () => void;
  /** Somebody is at the button: wait for them. */
  onHold: () => void;
  onRelease: () => void;
}

export function UndoToast({ taskIds, onUndo, onHold, onRelease }: UndoToastProps) {
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
      <span>{deletedLabel(taskIds)}</span>
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
