import { Dialog } from '@base-ui/react/dialog';
import type { Config } from '../../domain/contract/config.ts';
import { closePack, usePackOpen } from '../../editor/state/packOpen.ts';
import type { OpenSource } from '../../source/sourceStore.ts';
import dialog from '../../ui/dialog.module.css';
import { useRunSending } from '../run/useRunSending.ts';
import { ComposePack } from './ComposePack.tsx';
import { ContactSheet } from './ContactSheet.tsx';
import styles from './PackDialog.module.css';
import { PACK_SOURCES, packRun, usePackRun } from './packRun.ts';

export interface PackDialogProps {
  source: OpenSource | null;
  config: Config | null;
  /** Somebody submits just now. */
  onPress: () => void;
}

/** Several formats of one source in one go: put together, then as a contact sheet. It goes on sending while it is closed. */
export function PackDialog({ source, config, onPress }: PackDialogProps) {
  useRunSending(packRun, PACK_SOURCES);
  const isOpen = usePackOpen((state) => state.isOpen);
  const run = usePackRun((state) => state.run);
  if (source === null) return null;
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && closePack()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={styles.dialog}>
          {run?.sourceKey === source.key ? (
            <ContactSheet run={run} source={source} config={config} />
          ) : (
            <ComposePack source={source} config={config} onPress={onPress} other={run} />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
