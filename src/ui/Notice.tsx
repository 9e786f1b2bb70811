import { CircleAlert, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Notice.module.css';

interface NoticeProps {
  /** `problem` interrupts a screen reader, `note` waits its turn. */
  tone: 'problem' | 'note';
  title?: string;
  children: ReactNode;
  /** Buttons that mend it. */
  actions?: ReactNode;
  onDismiss?: () => void;
}

/** The one way a problem or a note is shown, wherever it comes from. */
export function Notice({ tone, title, children, actions, onDismiss }: NoticeProps) {
  const Icon = tone === 'problem' ? CircleAlert : Info;
  return (
    <div
      className={`${styles.notice} ${styles[tone]}`}
      role={tone === 'problem' ? 'alert' : 'status'}
      data-tells
    >
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.text}>
        {title && <strong className={styles.title}>{title}</strong>}
        <span>{children}</span>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {onDismiss && (
        <IconButton label="Dismiss" size="s" onClick={onDismiss}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
