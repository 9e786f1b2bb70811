import type { KeyboardEvent, ReactNode } from 'react';
import { holdsModKey } from '../../ui/modKey.ts';
import { pressedKey } from '../../ui/pressedKey.ts';
import styles from './PackDialog.module.css';

interface SubmitPartsProps {
  onSubmit: () => void;
  children: ReactNode;
}

/** Head, body and foot of a dialog that submits: the key of the Expand button works anywhere in it. */
export function SubmitParts({ onSubmit, children }: SubmitPartsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (pressedKey(event) !== 'Enter' || !holdsModKey(event) || event.repeat) return;
    event.preventDefault();
    onSubmit();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key that submits works anywhere in it.
    <div className={styles.parts} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
