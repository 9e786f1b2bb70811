import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect, useState } from 'react';
import { Kbd } from '../Kbd.tsx';
import styles from './Tooltips.module.css';
import { type Tipped, trackTips } from './tipTracker.ts';

/** The one tooltip of the app: for all that has `data-tip`, with the keys in `data-keys`. */
export function Tooltips() {
  const [isOpen, setIsOpen] = useState(false);
  // The last words stay in it while it fades.
  const [tipped, setTipped] = useState<Tipped | null>(null);
  useEffect(
    () =>
      trackTips((next) => {
        setIsOpen(next !== null);
        if (next !== null) setTipped(next);
      }),
    [],
  );
  return (
    <Tooltip.Root open={isOpen} disableHoverablePopup>
      <Tooltip.Portal>
        <Tooltip.Positioner
          className={styles.positioner}
          anchor={tipped?.anchor}
          side="bottom"
          sideOffset={6}
          collisionPadding={8}
        >
          <Tooltip.Popup className={styles.tip} role="tooltip">
            <span className={styles.words}>{tipped?.words}</span>
            {tipped?.keys !== undefined && <Kbd>{tipped.keys}</Kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
