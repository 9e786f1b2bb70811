import { SIDES, type Size } from '../domain/side.ts';
import { useEditorStore } from './editorStore.ts';
import { FigureField } from './FigureField.tsx';
import { FrameFigure } from './FrameFigure.tsx';
import { sideFigure } from './figure.ts';
import styles from './SideFields.module.css';
import { SideLinks } from './SideLinks.tsx';
import { SIDE_LABELS } from './sideLabels.ts';
import { UnitChoice } from './UnitChoice.tsx';

/** A field for each side, laid out like the sides themselves around a small picture of the frame. */
export function SideFields({ size }: { size: Size }) {
  const unit = useEditorStore((state) => state.unit);
  return (
    <fieldset className={styles.fields}>
      <legend className="spoken">What each side adds</legend>
      <div className={styles.cross}>
        <div className={styles.unit}>
          <UnitChoice />
        </div>
        <div className={styles.links}>
          <SideLinks />
        </div>
        <div className={styles.figure}>
          <FrameFigure size={size} />
        </div>
        {SIDES.map((side) => (
          <div key={side} className={styles[side]}>
            <FigureField label={SIDE_LABELS[side]} figure={sideFigure(side, unit, size)} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
