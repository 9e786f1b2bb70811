import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import styles from './PackDialog.module.css';

/** What the dialog is about, and what leads out of it. */
export function PackHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={styles.header}>
      <Dialog.Title className={styles.title}>{title}</Dialog.Title>
      <div className={styles.tools}>{children}</div>
      <Dialog.Close
        render={
          <IconButton label="Close" keys="Esc">
            <X aria-hidden />
          </IconButton>
        }
      />
    </header>
  );
}
