import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import type { Task } from '../domain/contract.ts';
import { thumbnailId } from './elementIds.ts';
import { closeResult } from './openResult.ts';
import type { ShownResult } from './resultWalk.ts';
import type { TaskActions } from './useTaskActions.ts';
import { useViewerControls } from './useViewerControls.ts';
import styles from './Viewer.module.css';
import { ViewerBar } from './ViewerBar.tsx';
import { ViewerStage } from './ViewerStage.tsx';
import { ViewerStrip } from './ViewerStrip.tsx';

interface ViewerProps {
  shown: ShownResult;
  tasks: readonly Task[];
  actions: TaskActions;
  toast: ReactNode;
}

/** One result in the whole window, with its neighbours a key away. */
export function Viewer({ shown, tasks, actions, toast }: ViewerProps) {
  const popupRef = useRef<HTMLDivElement>(null);
  const controls = useViewerControls(shown, tasks, actions);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeResult()}>
      <Dialog.Portal>
        <Dialog.Popup
          ref={popupRef}
          className={styles.viewer}
          initialFocus={popupRef}
          finalFocus={() => document.getElementById(thumbnailId(shown.result.id))}
          onKeyDown={controls.onKeyDown}
          onKeyUp={controls.onKeyUp}
          onBlur={controls.onBlur}
        >
          <ViewerBar shown={shown} controls={controls} />
          <ViewerStage key={shown.task.id} shown={shown} controls={controls} />
          <ViewerStrip shown={shown} />
          {toast && <div className={styles.toast}>{toast}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
