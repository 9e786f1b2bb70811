import { TriangleAlert } from 'lucide-react';
import type { ProblemCode } from '../domain/problem.ts';
import { problemDetail, problemTitle } from '../domain/problem.ts';
import styles from './FlagMark.module.css';

interface FlagMarkProps {
  /** What is to be checked in a picture. */
  flags: readonly ProblemCode[];
  /** Where there is room for the sign alone. */
  isSmall?: boolean;
}

/** A mark on a picture in which something is to be checked: what, in a word or two, and the whole sentence at the pointer. */
export function FlagMark({ flags, isSmall = false }: FlagMarkProps) {
  if (flags.length === 0) return null;
  const sentence = flags.map(problemDetail).join(' ');
  return (
    <span role="img" aria-label={sentence} className={styles.mark} data-tip={sentence} data-small={isSmall}>
      <TriangleAlert aria-hidden />
      {!isSmall && <span>{flags.map(problemTitle).join(', ')}</span>}
    </span>
  );
}
