import { SIDES, type Size } from '../../domain/side.ts';
import { SIDE_LABELS } from '../sideLabels.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { FramePreview } from './FramePreview.tsx';
import { sideLengthOf } from './length/editableLength.ts';
import { LengthField } from './length/LengthField.tsx';
import styles from './SideFields.module.css';
import { SideLinks } from './SideLinks.tsx';
import { UnitChoice } from './UnitChoice.tsx';

/** A field for each side, laid out like the sides themselves around a small picture of the frame. */
export function SideFields({ size }: { size: Size }) {
  const unit = useEditorStore((state) => state.unit);
  return (
    <fieldset className={styles.fields}>
      <legend className="visually-hidden">What each side adds</legend>
      <div className={styles.cross}>
        <div className={styles.unit}>
          <UnitChoice />
        </div>
        <div className={styles.links}>
          <SideLinks />
        </div>
        <div className={styles.figure}>
          <FramePreview size={size} />
        </div>
        {SIDES.map((side) => (
          <div key={side} className={styles[side]}>
            <LengthField label={SIDE_LABELS[side]} length={sideLengthOf(side, unit, size)} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
