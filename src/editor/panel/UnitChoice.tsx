import { useId } from 'react';
import { UNIT_RULES, UNITS, type Unit } from '../../domain/unit.ts';
import { setUnit, useEditorStore } from '../state/editorStore.ts';
import styles from './UnitChoice.module.css';

const SPOKEN: Record<Unit, string> = { px: 'Pixels', percent: 'Percent', ratio: 'Ratio' };

/** How the sides are written. */
export function UnitChoice() {
  const unit = useEditorStore((state) => state.unit);
  const name = useId();
  return (
    <div className={styles.choice} role="radiogroup" aria-label="Unit of the sides">
      {UNITS.map((each) => (
        <label key={each} className={styles.option} data-tip={SPOKEN[each]}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            checked={each === unit}
            onChange={() => setUnit(each)}
            aria-label={SPOKEN[each]}
          />
          <span aria-hidden>{UNIT_RULES[each].sign}</span>
        </label>
      ))}
    </div>
  );
}
