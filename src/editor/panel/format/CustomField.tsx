import { type FocusEvent, type KeyboardEvent, type Ref, useId, useState } from 'react';
import { readCustomFormat } from '../../../domain/customFormat.ts';
import type { Format } from '../../../domain/formats.ts';
import { holdsModKey } from '../../../ui/modKey.ts';
import { pressedKey } from '../../../ui/pressedKey.ts';
import styles from './CustomField.module.css';

interface CustomFieldProps {
  /** Set already; empty for none. */
  name: string;
  onFormat: (format: Format) => void;
  /** It was left with nothing typed. */
  onLeave: () => void;
  ref: Ref<HTMLInputElement>;
}

/** Any shape or size, typed. It is set on Enter and when the field is left. */
export function CustomField({ name, onFormat, onLeave, ref }: CustomFieldProps) {
  const id = useId();
  /** Null while the field shows what is set. */
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState('');

  function settle(): void {
    if (typed === null || typed.trim() === '') {
      back();
      return;
    }
    const read = readCustomFormat(typed);
    if ('problem' in read) {
      setProblem(read.problem);
      return;
    }
    back();
    onFormat(read);
  }
  function back(): void {
    setTyped(null);
    setProblem('');
  }
  function onBlur({ currentTarget }: FocusEvent): void {
    // Still the focus of the page: another window was turned to.
    if (document.activeElement === currentTarget) return;
    settle();
    if (!typed?.trim()) onLeave();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const key = pressedKey(event);
    if (key === 'Enter') {
      settle();
      // Nothing is submitted that is not what the designer sees.
      if (holdsModKey(event) && isUnreadable(typed)) event.preventDefault();
    }
    if (key === 'Escape') back();
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        Shape or size
      </label>
      <input
        ref={ref}
        id={id}
        className={`${styles.input} tabular`}
        value={typed ?? name}
        placeholder="5:3 or 1200 × 628"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-problem`}
        data-settled={typed === null}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem('');
        }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      <p id={`${id}-problem`} role="alert" className={styles.problem}>
        {problem}
      </p>
    </div>
  );
}

function isUnreadable(typed: string | null): boolean {
  return Boolean(typed?.trim()) && 'problem' in readCustomFormat(typed ?? '');
}
