import { useId } from 'react';
import { MAX_PROMPT_LENGTH } from '../../domain/limits.ts';
import type { PackItem } from '../../domain/pack/pack.ts';
import { AnchorPopover } from './AnchorPopover.tsx';
import styles from './ItemSettings.module.css';
import { changeItem } from './packStore.ts';

interface ItemSettingsProps {
  item: PackItem;
  formatName: string;
  /** What is asked for in formats without a prompt of their own. */
  promptForAll: string;
  /** Whether the provider reads prompts. */
  usesPrompt: boolean;
}

/** Where the source lies in one format, and what is asked for in that one alone. */
export function ItemSettings({ item, formatName, promptForAll, usesPrompt }: ItemSettingsProps) {
  const id = useId();
  const { formatId, anchor, prompt } = item;
  const over = (prompt?.length ?? 0) - MAX_PROMPT_LENGTH;
  return (
    <AnchorPopover
      label={`Anchor and prompt of ${formatName}`}
      says={prompt === null ? '' : ' · own prompt'}
      title={formatName}
      anchor={anchor}
      onChoose={(chosen) => changeItem(formatId, { anchor: chosen })}
    >
      {usesPrompt && (
        <div className={styles.field}>
          <label htmlFor={id}>Prompt for this format</label>
          <textarea
            id={id}
            rows={3}
            dir="auto"
            className={styles.text}
            value={prompt ?? ''}
            placeholder={promptForAll || 'The same as for all'}
            onChange={({ currentTarget: { value } }) =>
              changeItem(formatId, { prompt: value === '' ? null : value })
            }
            aria-invalid={over > 0}
            aria-describedby={`${id}-note`}
          />
          <p id={`${id}-note`} className={styles.note} aria-live="polite">
            {over > 0 && `${over} characters too many. Shorten it to submit.`}
          </p>
        </div>
      )}
    </AnchorPopover>
  );
}
