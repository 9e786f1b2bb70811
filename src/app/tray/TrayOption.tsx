import { Check, CircleAlert } from 'lucide-react';
import { memo } from 'react';
import { frameOf } from '../../domain/frame.ts';
import { useEditorStore } from '../../editor/state/editorStore.ts';
import { useUploadShares } from '../../source/useUpload.ts';
import { MiniFrame } from '../pack/MiniFrame.tsx';
import { itemPicture } from './itemPicture.ts';
import styles from './TrayOption.module.css';
import { useThumbnails } from './thumbnails.ts';
import type { TrayItem } from './trayStore.ts';
import { UnframedPicture } from './UnframedPicture.tsx';
import { trayItemId } from './useTrayFocus.ts';

interface TrayOptionProps {
  item: TrayItem;
  isOpen: boolean;
  isSelected: boolean;
  isTabStop: boolean;
}

/** One image of the tray, small, in its frame. */
export const TrayOption = memo(function TrayOption({ item, isOpen, isSelected, isTabStop }: TrayOptionProps) {
  const { opened, refused } = item;
  const isOnServer = opened.sourceId !== null;
  const share = useUploadShares((shares) => shares[opened.key]);
  const state = refused?.sentence ?? (isOnServer ? null : share === undefined ? 'waits' : 'being sent');
  const label = [opened.name, isOpen && 'open', state].filter(Boolean).join(', ');
  return (
    <div
      id={trayItemId(opened.key)}
      role="option"
      className={styles.item}
      aria-selected={isSelected}
      aria-current={isOpen}
      aria-label={label}
      data-tip={refused ? `${opened.name}: ${refused.sentence}` : opened.name}
      tabIndex={isTabStop ? 0 : -1}
      data-key={opened.key}
      data-on-surround
      data-refused={refused !== null}
      data-on-server={isOnServer}
    >
      <TrayPicture item={item} isOpen={isOpen} />
      {refused && <CircleAlert className={styles.alert} aria-hidden />}
      {isSelected && <Check className={styles.check} aria-hidden />}
      {!refused && !isOnServer && share !== undefined && (
        <span className={styles.progress} style={{ scale: `${share} 1` }} aria-hidden />
      )}
    </div>
  );
});

function TrayPicture({ item, isOpen }: Pick<TrayOptionProps, 'item' | 'isOpen'>) {
  const { opened, size, work } = item;
  const made = useThumbnails((pictures) => pictures[opened.key]);
  const set = useEditorStore(({ expansion }) => (isOpen ? expansion : work.expansion));
  const preview = itemPicture(item, made);
  if (preview === null) return <bdi className={styles.name}>{opened.name}</bdi>;
  if (size === null) return <UnframedPicture preview={preview} />;
  return <MiniFrame frame={frameOf(size, set)} formatId={null} {...{ preview, size }} />;
}
