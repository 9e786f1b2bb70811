import { Dialog } from '@base-ui/react/dialog';
import type { Config } from '../../domain/contract/config.ts';
import dialog from '../../ui/dialog.module.css';
import styles from '../pack/PackDialog.module.css';
import { useRunSending } from '../run/useRunSending.ts';
import { ComposeTray } from './ComposeTray.tsx';
import { showRun, useRunOpen } from './runOpen.ts';
import own from './TrayRunView.module.css';
import { TrayRunView } from './TrayRunView.tsx';
import { TRAY_SOURCES, trayRun, useTrayRun } from './trayRun.ts';

interface TrayDialogProps {
  config: Config | null;
  /** Somebody submits just now. */
  onPress: () => void;
}

/** Many images in one go: looked over, then on their way. It goes on sending while it is closed. */
export function TrayDialog({ config, onPress }: TrayDialogProps) {
  useRunSending(trayRun, TRAY_SOURCES);
  const isOpen = useRunOpen((state) => state.isOpen);
  const run = useTrayRun((state) => state.run);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && showRun(false)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={run ? own.dialog : styles.dialog}>
          {run ? <TrayRunView run={run} /> : <ComposeTray config={config} onPress={onPress} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
