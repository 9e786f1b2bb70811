import { RotateCcw } from 'lucide-react';
import { NO_EXPANSION, sameExpansion } from '../domain/expansion.ts';
import type { Size } from '../domain/side.ts';
import { Button } from '../ui/Button.tsx';
import { AreaGauge } from './AreaGauge.tsx';
import { DraftSwitch } from './DraftSwitch.tsx';
import { resetFrame, useEditorStore } from './editorStore.ts';
import { FrameNote } from './FrameNote.tsx';
import { FrameSizeFields } from './FrameSizeFields.tsx';
import { FormatSection } from './format/FormatSection.tsx';
import styles from './Panel.module.css';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { SideFields } from './SideFields.tsx';
import { UndoButtons } from './UndoButtons.tsx';

/** The frame in figures: its size, its sides, and what the limits leave. */
export function FrameSection({ size }: { size: Size }) {
  const isReset = useEditorStore(
    ({ expansion, formatId }) => formatId === null && sameExpansion(expansion, NO_EXPANSION),
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
        <ShortcutSheet />
      </header>
      <FrameSizeFields size={size} />
      <FormatSection size={size} />
      <SideFields size={size} />
      <FrameNote size={size} />
      <AreaGauge size={size} />
      <DraftSwitch />
    </section>
  );
}
