import { CircleHelp, RotateCcw } from 'lucide-react';
import { NO_EXPANSION, sameExpansion } from '../../domain/expansion.ts';
import type { Size } from '../../domain/side.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { openShortcuts } from '../../ui/shortcuts/shortcutSheetStore.ts';
import { resetFrame, useEditorStore } from '../state/editorStore.ts';
import { AreaGauge } from './AreaGauge.tsx';
import { FrameNote } from './FrameNote.tsx';
import { FrameSizeFields } from './FrameSizeFields.tsx';
import { FormatSection } from './format/FormatSection.tsx';
import styles from './Panel.module.css';
import { SidesAndOptions } from './SidesAndOptions.tsx';
import { UndoButtons } from './UndoButtons.tsx';

interface FrameSectionProps {
  size: Size;
  /** A frame that one request does not reach takes steps. */
  takesSteps: boolean;
}

/** The frame in the order of the work: its format, its size and what it takes of the limits; all else is one click away. */
export function FrameSection({ size, takesSteps }: FrameSectionProps) {
  const isReset = useEditorStore(
    ({ expansion, formatId, goesBeyond, allowsCropping }) =>
      formatId === null && !goesBeyond && !allowsCropping && sameExpansion(expansion, NO_EXPANSION),
  );
  return (
    <section className={styles.section}>
      <header className={styles.header}>
        <h2 className={styles.heading}>Frame</h2>
        <UndoButtons />
        <Button
          variant="quiet"
          size="s"
          icon={<RotateCcw aria-hidden />}
          aria-disabled={isReset}
          onClick={() => isReset || resetFrame()}
        >
          Reset
        </Button>
        <IconButton
          size="s"
          label="Keyboard shortcuts"
          keys="?"
          className={styles.shortcuts}
          aria-haspopup="dialog"
          onClick={openShortcuts}
        >
          <CircleHelp aria-hidden />
        </IconButton>
      </header>
      <FormatSection size={size} takesSteps={takesSteps} />
      <FrameSizeFields size={size} />
      <AreaGauge size={size} takesSteps={takesSteps} />
      <FrameNote size={size} />
      <SidesAndOptions size={size} />
    </section>
  );
}
