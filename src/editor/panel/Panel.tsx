import type { Config } from '../../domain/contract/config.ts';
import type { Size } from '../../domain/side.ts';
import { chosenProvider } from '../state/chosenProvider.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { FrameAnnouncement } from './FrameAnnouncement.tsx';
import { FrameSection } from './FrameSection.tsx';
import { ImageCount } from './ImageCount.tsx';
import styles from './Panel.module.css';
import { PromptField } from './PromptField.tsx';
import { ProviderChoice } from './ProviderChoice.tsx';
import { SubmitBar, type SubmitState } from './SubmitBar.tsx';

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
          <FrameSection size={size} takesSteps={!chosen?.reachesAnyFrame} />
          <section className={styles.section}>
            <PromptField isUsed={chosen?.usesPrompt ?? true} providerLabel={chosen?.label ?? ''} />
          </section>
          <section className={styles.section}>
            <div className={styles.options}>
              <ImageCount />
              {config && config.providers.length > 1 && <ProviderChoice config={config} chosen={chosen} />}
            </div>
          </section>
        </div>
        {/* Beside what scrolls, which is hidden while a small screen's sheet only peeks out. */}
        <FrameAnnouncement size={size} />
        <SubmitBar size={size} config={config} chosen={chosen} submit={submit} />
      </div>
    </form>
  );
}
