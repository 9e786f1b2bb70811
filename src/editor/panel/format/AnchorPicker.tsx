import { Popover } from '@base-ui/react/popover';
import type { CSSProperties } from 'react';
import { meantAnchor } from '../../../domain/anchor.ts';
import type { Size } from '../../../domain/side.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { historyGroups, useEditorStore } from '../../state/editorStore.ts';
import { AnchorGrid } from './AnchorGrid.tsx';
import styles from './AnchorPicker.module.css';
import { anchorName } from './anchors.ts';
import { chooseAnchor } from './formatActions.ts';

/** Where the source lies in the frame: a small picture of it that opens the nine positions. */
export function AnchorPicker({ size }: { size: Size }) {
  const set = useEditorStore((state) => state.anchor);
  const expansion = useEditorStore((state) => state.expansion);
  const anchor = meantAnchor(size, expansion, set);
  const place: CSSProperties & Record<'--x' | '--y', number> = { '--x': anchor.x, '--y': anchor.y };
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <IconButton label={`Anchor: ${anchorName(anchor)}`} variant="plain">
            <span className={styles.glyph} style={place} aria-hidden />
          </IconButton>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} align="end" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>Anchor</Popover.Title>
            <Popover.Description className={styles.says}>
              Where your image lies in the frame
            </Popover.Description>
            <AnchorGrid
              anchor={anchor}
              onChoose={(chosen) => chooseAnchor(chosen, size)}
              // A run of arrow keys is one step back.
              onKeyChoose={(chosen) => historyGroups.join('anchor', () => chooseAnchor(chosen, size))}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
