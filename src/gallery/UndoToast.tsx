import { Undo2 } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import styles from './UndoToast.module.css';

interface UndoToastProps {
  count: number;
  onUndo: () => void;
  /** Somebody is at the button: wait for them. */
  onHold: () => void;
  onRelease: () => void;
}

export function UndoToast({ count, onUndo, onHold, onRelease }: UndoToastProps) {
  return (
    <div
      className={styles.toast}
      role="status"
      onPointerEnter={onHold}
      onPointerLeave={onRelease}
      onFocus={onHold}
      onBlur={onRelease}
    >
      <span>{count === 1 ? 'Task deleted' : `${count} tasks deleted`}</span>
      <Button variant="quiet" size="s" className={styles.undo} icon={<Undo2 aria-hidden />} onClick={onUndo}>
        Undo
      </Button>
    </div>
  );
}
