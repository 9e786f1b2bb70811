import { cancelDownloads } from '../../api/download.ts';
import { Button } from '../../ui/Button.tsx';
import toast from '../deletion/UndoToast.module.css';
import styles from './DoneToast.module.css';

/** Why a download has not begun, and that it will. */
export function WaitingDownloadToast({ count }: { count: number }) {
  return (
    <div className={toast.toast} role="status">
      <span className={styles.sentence}>
        {count === 1
          ? 'The server does not answer. The download begins by itself once it is back.'
          : `The server does not answer. The ${count} downloads begin by themselves once it is back.`}
      </span>
      <Button variant="quiet" size="s" className={toast.undo} onClick={cancelDownloads}>
        Cancel
      </Button>
    </div>
  );
}
