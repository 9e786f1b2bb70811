import { X } from 'lucide-react';
import { Button, IconButton } from '../../ui/Button.tsx';
import toast from '../deletion/UndoToast.module.css';
import { showResult } from '../openResult.ts';
import styles from './DoneToast.module.css';
import type { DoneNews } from './useDoneNews.ts';

interface DoneToastProps {
  news: DoneNews;
  onDismiss: () => void;
  /** Somebody is at it: it waits for them. */
  onHold: () => void;
  onRelease: () => void;
}

/** What has ended out of sight, with the way there. It is spoken elsewhere already. */
export function DoneToast({ news: { sentence, resultId }, onDismiss, onHold, onRelease }: DoneToastProps) {
  const show = (id: string) => {
    onDismiss();
    showResult(id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: to be at it keeps it, nothing more.
    <div
      className={toast.toast}
      onPointerEnter={onHold}
      onPointerLeave={onRelease}
      onFocus={onHold}
      onBlur={onRelease}
    >
      <span className={styles.sentence} aria-hidden>
        {sentence}
      </span>
      {resultId !== null && (
        <Button variant="quiet" size="s" className={toast.undo} onClick={() => show(resultId)}>
          Show
        </Button>
      )}
      <IconButton size="s" label="Dismiss" className={toast.undo} onClick={onDismiss}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
