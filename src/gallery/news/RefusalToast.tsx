import { X } from 'lucide-react';
import { IconButton } from '../../ui/Button.tsx';
import toast from '../deletion/UndoToast.module.css';
import styles from './DoneToast.module.css';
import { dismissNotificationRefusal } from './notificationRefusal.ts';

/** What tells that tasks are done where the system does not. */
export function RefusalToast() {
  return (
    <div className={toast.toast} role="status">
      <span className={styles.sentence}>
        This browser may not notify you. The title of the tab counts what is done.
      </span>
      <IconButton size="s" label="Dismiss" className={toast.undo} onClick={dismissNotificationRefusal}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
