import { Popover } from '@base-ui/react/popover';
import { SlidersHorizontal } from 'lucide-react';
import { useId } from 'react';
import { MAX_PROMPT_LENGTH } from '../../domain/limits.ts';
import type { PackItem } from '../../domain/pack/pack.ts';
import { AnchorGrid } from '../../editor/panel/format/AnchorGrid.tsx';
import { anchorName } from '../../editor/panel/format/anchors.ts';
import { Button } from '../../ui/Button.tsx';
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
  const choose = (chosen: PackItem['anchor']) => changeItem(formatId, { anchor: chosen });
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button
            size="s"
            variant="quiet"
            icon={<SlidersHorizontal aria-hidden />}
            aria-label={`Anchor and prompt of ${formatName}`}
          >
            {anchorName(anchor)}
            {prompt !== null && ' · own prompt'}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{formatName}</Popover.Title>
            <AnchorGrid anchor={anchor} onChoose={choose} onKeyChoose={choose} />
            {usesPrompt && (
              <div className={styles.field}>
                <label htmlFor={id}>Prompt for this format</label>
                <textarea
                  id={id}
                  rows={3}
                  dir="auto"
                  maxLength={MAX_PROMPT_LENGTH}
                  className={styles.text}
                  value={prompt ?? ''}
                  placeholder={promptForAll || 'The same as for all'}
                  onChange={({ currentTarget: { value } }) =>
                    changeItem(formatId, { prompt: value === '' ? null : value })
                  }
                />
              </div>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
