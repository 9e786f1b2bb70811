import type { KeyboardEvent } from 'react';
import type { Anchor } from '../../../domain/anchor.ts';
import styles from './AnchorGrid.module.css';
import { ANCHORS, anchorAfter, anchorName, sameAnchor } from './anchors.ts';

interface AnchorGridProps {
  anchor: Anchor;
  onChoose: (anchor: Anchor) => void;
  onKeyChoose: (anchor: Anchor) => void;
}

/** The nine positions of the source in the frame, laid out like them; arrow keys go from one to the next. */
export function AnchorGrid({ anchor, onChoose, onKeyChoose }: AnchorGridProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, from: Anchor) => {
    const to = anchorAfter(event.key, from);
    if (!to) return;
    event.preventDefault();
    if (sameAnchor(to, from)) return;
    onKeyChoose(to);
    const grid = event.currentTarget.closest('[role=radiogroup]');
    grid?.querySelector<HTMLInputElement>(`input[value="${anchorName(to)}"]`)?.focus();
  };
  return (
    <div role="radiogroup" aria-label="Anchor" className={styles.grid}>
      {ANCHORS.map((position) => (
        <input
          key={anchorName(position)}
          type="radio"
          name="anchor"
          className={styles.position}
          value={anchorName(position)}
          aria-label={anchorName(position)}
          data-tip={anchorName(position)}
          checked={sameAnchor(position, anchor)}
          onChange={() => onChoose(position)}
          onKeyDown={(event) => onKeyDown(event, position)}
        />
      ))}
    </div>
  );
}
