import { type ReactNode, useContext } from 'react';
import { TabStop } from '../tabStop.ts';
import { tip } from '../tip.ts';
import styles from './Explained.module.css';

interface ExplainedProps {
  /** Shown at the pointer, at the focus and after a press. */
  words: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A term or a mark with more to be said about it. It is a button so that keyboards and fingers come to it too. */
export function Explained({ words, className, children }: ExplainedProps) {
  const tabIndex = useContext(TabStop);
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={[styles.explained, className].filter(Boolean).join(' ')}
      data-explained
      {...tip(words)}
    >
      {children}
    </button>
  );
}
