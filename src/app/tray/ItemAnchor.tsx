import { meantAnchor } from '../../domain/anchor.ts';
import type { Size } from '../../domain/side.ts';
import type { HistoryEntry } from '../../editor/state/editorState.ts';
import { AnchorPopover } from '../pack/AnchorPopover.tsx';
import { setItemAnchor } from './works.ts';

interface ItemAnchorProps {
  itemKey: string;
  name: string;
  size: Size;
  work: HistoryEntry;
}

/** Where one of many images lies in its frame. */
export function ItemAnchor({ itemKey, name, size, work }: ItemAnchorProps) {
  return (
    <AnchorPopover
      label={`Anchor of ${name}`}
      title={name}
      anchor={meantAnchor(size, work.expansion, work.anchor)}
      onChoose={(chosen) => void setItemAnchor(itemKey, chosen)}
    />
  );
}
