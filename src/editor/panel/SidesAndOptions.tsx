import { ChevronRight } from 'lucide-react';
import type { Size } from '../../domain/side.ts';
import { setSidesShown, useEditorStore } from '../state/editorStore.ts';
import { CropSwitch } from './CropSwitch.tsx';
import { DraftSwitch } from './DraftSwitch.tsx';
import { GoBeyondSwitch } from './GoBeyondSwitch.tsx';
import { SideFields } from './SideFields.tsx';
import styles from './SidesAndOptions.module.css';
import { SidesLeft } from './SidesLeft.tsx';

/** The figures of each side and what is seldom switched: open for those who work by figures, and then it stays so. */
export function SidesAndOptions({ size }: { size: Size }) {
  const isOpen = useEditorStore((state) => state.areSidesShown);
  return (
    <details
      className={styles.details}
      open={isOpen}
      // A search of the page opens it as well.
      onToggle={(event) => setSidesShown(event.currentTarget.open)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button, and pressed by keys too. */}
      <summary
        className={styles.summary}
        // Kept at once: the event of the toggle comes later, and a reload may be sooner.
        onClick={(event) => {
          event.preventDefault();
          setSidesShown(!isOpen);
        }}
      >
        <ChevronRight className={styles.chevron} aria-hidden />
        Sides and options
      </summary>
      <SideFields size={size} />
      <SidesLeft size={size} />
      <CropSwitch size={size} />
      <GoBeyondSwitch size={size} />
      <DraftSwitch />
    </details>
  );
}
