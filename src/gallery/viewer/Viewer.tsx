import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import type { Task } from '../../domain/contract/task.ts';
import { ShortcutSheet } from '../../ui/shortcuts/ShortcutSheet.tsx';
import { OpenDelivery } from '../deliver/OpenDelivery.tsx';
import { thumbnailId } from '../elementIds.ts';
import { closeResult } from '../openResult.ts';
import type { TaskActions } from '../useTaskActions.ts';
import type { ShownResult } from './resultWalk.ts';
import { SurveyStage } from './SurveyStage.tsx';
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
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (open) return;
        // Esc goes back one level.
        if (controls.isSurveying) controls.setSurveying(false);
        else closeResult();
      }}
    >
      <Dialog.Portal>
        <Dialog.Popup
          ref={popupRef}
          className={styles.viewer}
          data-viewer
          initialFocus={popupRef}
          finalFocus={() => document.getElementById(thumbnailId(shown.result.id))}
          onKeyDown={controls.onKeyDown}
          onKeyUp={controls.onKeyUp}
          onBlur={controls.onBlur}
        >
          <ViewerBar shown={shown} controls={controls} />
          {controls.isSurveying ? (
            <SurveyStage
              key={shown.task.id}
              task={shown.task}
              open={shown.result}
              onLeave={() => {
                controls.setSurveying(false);
                popupRef.current?.focus();
              }}
            />
          ) : (
            <>
              <ViewerStage key={shown.task.id} shown={shown} controls={controls} />
              <ViewerStrip shown={shown} steps={controls.steps} />
            </>
          )}
          <OpenDelivery />
          {toast && <div className={styles.toast}>{toast}</div>}
        </Dialog.Popup>
        <ShortcutSheet />
      </Dialog.Portal>
    </Dialog.Root>
  );
}
