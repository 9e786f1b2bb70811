import { Lock, LockOpen } from 'lucide-react';
import type { Format } from '../../../domain/formats.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { setFormatLocked, useEditorStore } from '../../state/editorStore.ts';

/** Whether the frame holds the shape of its format while its sides are dragged and typed. */
export function FormatLock({ format }: { format: Format }) {
  const isLocked = useEditorStore((state) => state.isFormatLocked);
  return (
    <IconButton
      label={
        isLocked ? `Locked: the frame stays ${format.name}` : `Unlocked: the frame may leave ${format.name}`
      }
      aria-pressed={isLocked}
      onClick={() => setFormatLocked(!isLocked)}
    >
      {isLocked ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
    </IconButton>
  );
}
