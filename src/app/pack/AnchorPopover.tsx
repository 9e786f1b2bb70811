import { Popover } from '@base-ui/react/popover';
import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Anchor } from '../../domain/anchor.ts';
import { AnchorGrid } from '../../editor/panel/format/AnchorGrid.tsx';
import { anchorTitle } from '../../editor/panel/format/anchors.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './AnchorPopover.module.css';

interface AnchorPopoverProps {
  /** What the button is called; it shows the anchor. */
  label: string;
  /** Shown behind the anchor. */
  says?: string;
  title: string;
  anchor: Anchor;
  onChoose: (anchor: Anchor) => void;
  /** What else is set there. */
  children?: ReactNode;
}

/** Where a source lies in its frame, one of many: on the button, and to be chosen where it opens. */
export function AnchorPopover({ label, says = '', title, anchor, onChoose, children }: AnchorPopoverProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button size="s" variant="quiet" icon={<SlidersHorizontal aria-hidden />} aria-label={label}>
            {anchorTitle(anchor) + says}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} align="start" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{title}</Popover.Title>
            <AnchorGrid anchor={anchor} onChoose={onChoose} onKeyChoose={onChoose} />
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
