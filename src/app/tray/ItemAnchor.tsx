import { Popover } from '@base-ui/react/popover';
import { SlidersHorizontal } from 'lucide-react';
import { meantAnchor } from '../../domain/anchor.ts';
import type { Size } from '../../domain/side.ts';
import { AnchorGrid } from '../../editor/panel/format/AnchorGrid.tsx';
import { anchorName } from '../../editor/panel/format/anchors.ts';
import type { HistoryEntry } from '../../editor/state/editorState.ts';
import { Button } from '../../ui/Button.tsx';
import styles from '../pack/ItemSettings.module.css';
import { setItemAnchor } from './works.ts';

interface ItemAnchorProps {
  itemKey: string;
  name: string;
  size: Size;
  work: HistoryEntry;
}

/** Where one of many images lies in its frame. */
export function ItemAnchor({ itemKey, name, size, work }: ItemAnchorProps) {
  const anchor = meantAnchor(size, work.expansion, work.anchor);
  const choose = (chosen: HistoryEntry['anchor']) => void setItemAnchor(itemKey, chosen);
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button
            size="s"
            variant="quiet"
            icon={<SlidersHorizontal aria-hidden />}
            aria-label={`Anchor of ${name}`}
          >
            {anchorName(anchor)}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{name}</Popover.Title>
            <AnchorGrid anchor={anchor} onChoose={choose} onKeyChoose={choose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
