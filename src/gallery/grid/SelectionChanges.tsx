import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useTaskChanges } from '../../api/useTaskChanges.ts';
import type { ProblemError } from '../../domain/problem.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './SelectionBar.module.css';
import { cancellable, retryable } from './selectedTasks.ts';
import type { Tile } from './tiles.ts';

/** Retry and cancel for all that is selected, and what the server did not do of it. */
export function SelectionChanges({ tiles }: { tiles: readonly Tile[] }) {
  const { refusals, change } = useTaskChanges();
  const [asked, setAsked] = useState(0);
  const retried = retryable(tiles).map(({ id }) => id);
  const cancelled = cancellable(tiles).map(({ id }) => id);
  return (
    <>
      {retried.length > 0 && (
        <Button
          size="s"
          icon={<RotateCcw aria-hidden />}
          onClick={() => {
            setAsked(retried.length);
            change(retried, 'retry');
          }}
        >
          Retry {retried.length}
        </Button>
      )}
      {cancelled.length > 0 && (
        <Button
          size="s"
          icon={<X aria-hidden />}
          onClick={() => {
            setAsked(cancelled.length);
            change(cancelled, 'cancel');
          }}
        >
          Cancel {cancelled.length}
        </Button>
      )}
      {refusals.length > 0 && (
        <div className={styles.problem} role="alert">
          {refusalSentences(refusals, asked).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </>
  );
}

/** `2 of 3: …`, each reason once. */
function refusalSentences(refusals: readonly ProblemError[], asked: number): string[] {
  return [...new Set(refusals.map(({ detail }) => detail))].map((detail) => {
    const count = refusals.filter((refusal) => refusal.detail === detail).length;
    return asked === 1 ? detail : `${count} of ${asked}: ${detail}`;
  });
}
