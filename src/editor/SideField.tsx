import { NumberField } from '@base-ui/react/number-field';
import { useId } from 'react';
import { budgetPx, type Expansion } from '../domain/expansion.ts';
import { padsOf } from '../domain/frame.ts';
import type { Side, Size } from '../domain/side.ts';
import { endStep } from './editorHistory.ts';
import { setSidePx, stepGroups } from './editorStore.ts';
import styles from './SideField.module.css';
import { settleOnEnter } from './settleOnEnter.ts';
import { SIDE_LABELS } from './sideLabels.ts';

interface SideFieldProps {
  side: Side;
  size: Size;
  expansion: Expansion;
}

/** What one side adds in source pixels: type it, step it with the arrow keys, or scrub its name. */
export function SideField({ side, size, expansion }: SideFieldProps) {
  const id = useId();
  const mostPx = budgetPx(side, expansion, size);
  return (
    <NumberField.Root
      id={id}
      className={styles.field}
      value={padsOf(size, expansion)[side]}
      min={0}
      max={mostPx}
      step={1}
      largeStep={10}
      smallStep={1}
      format={{ maximumFractionDigits: 0 }}
      onValueChange={(px) => stepGroups.join(`field ${side}`, () => setSidePx(side, px ?? 0, size), true)}
      onValueCommitted={endStep}
    >
      <NumberField.ScrubArea className={styles.scrub}>
        <label htmlFor={id} className={styles.label}>
          {SIDE_LABELS[side]}
        </label>
      </NumberField.ScrubArea>
      <NumberField.Group className={styles.group}>
        <NumberField.Input
          className={`${styles.input} tabular`}
          aria-describedby={`${id}-most`}
          onKeyDown={settleOnEnter}
        />
        <span className={styles.unit}>px</span>
      </NumberField.Group>
      <span id={`${id}-most`} className={`${styles.most} tabular`}>
        <span className="spoken">at most </span>
        <span aria-hidden>≤ </span>
        {mostPx}
      </span>
    </NumberField.Root>
  );
}
