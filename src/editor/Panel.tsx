import { RotateCcw } from 'lucide-react';
import type { Config } from '../domain/contract.ts';
import { NO_EXPANSION, sameExpansion } from '../domain/expansion.ts';
import { aspectName, frameOf } from '../domain/frame.ts';
import type { Size } from '../domain/side.ts';
import { Button } from '../ui/Button.tsx';
import { AreaGauge } from './AreaGauge.tsx';
import { chosenProvider } from './chosenProvider.ts';
import { DraftSwitch } from './DraftSwitch.tsx';
import { resetFrame, useEditorStore } from './editorStore.ts';
import { useShownExpansion } from './gestureStore.ts';
import { ImageCount } from './ImageCount.tsx';
import styles from './Panel.module.css';
import { PromptField } from './PromptField.tsx';
import { ProviderChoice } from './ProviderChoice.tsx';
import { SideFields } from './SideFields.tsx';
import { SubmitBar, type SubmitState } from './SubmitBar.tsx';
import { UndoButtons } from './UndoButtons.tsx';

interface PanelProps {
  size: Size;
  /** Null until the relay has told. */
  config: Config | null;
  submit: SubmitState;
}

/** The figures of the frame and what else a task needs. */
export function Panel({ size, config, submit }: PanelProps) {
  const provider = useEditorStore((state) => state.provider);
  const chosen = chosenProvider(config, provider);
  return (
    <form
      className={styles.panel}
      aria-label="Expansion"
      // Enter in a field sets the field; only Expand and its shortcut may spend money.
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={styles.parts}>
        <div className={styles.scroll}>
          <FrameSection size={size} />
          <section className={styles.section}>
            <PromptField isUsed={chosen?.usesPrompt ?? true} providerLabel={chosen?.label ?? ''} />
          </section>
          <section className={styles.section}>
            <ImageCount />
            {config && config.providers.length > 1 && <ProviderChoice config={config} chosen={chosen} />}
          </section>
        </div>
        <SubmitBar config={config} chosen={chosen} submit={submit} />
      </div>
    </form>
  );
}

function FrameSection({ size }: { size: Size }) {
  const expansion = useShownExpansion();
  const frame = frameOf(size, expansion);
  return (
    <section className={styles.section}>
      <header className={styles.header}>
        <h2 className={styles.heading}>Frame</h2>
        <UndoButtons />
        <Button
          variant="quiet"
          size="s"
          icon={<RotateCcw aria-hidden />}
          disabled={sameExpansion(expansion, NO_EXPANSION)}
          onClick={resetFrame}
        >
          Reset
        </Button>
      </header>
      <p className={`${styles.frameSize} tabular`}>
        <output className={styles.pixels} aria-label="Size of the frame">
          {frame.width} × {frame.height}
        </output>
        <span className={styles.aspect}>{aspectName(frame)}</span>
      </p>
      <SideFields size={size} expansion={expansion} />
      <AreaGauge expansion={expansion} />
      <DraftSwitch />
    </section>
  );
}
