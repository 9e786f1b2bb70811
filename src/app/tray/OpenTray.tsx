import { lazy, Suspense, useState } from 'react';
import { lazyWithReload } from '../../api/lazyWithReload.ts';
import type { Config } from '../../domain/contract/config.ts';
import { isUnanswered } from '../../domain/run/run.ts';
import { DropHint } from '../../source/DropHint.tsx';
import type { Hovering } from '../../source/fileArrival.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { ArrivalNotice } from './ArrivalNotice.tsx';
import { useRunOpen } from './runOpen.ts';
import { useTrayRun } from './trayRun.ts';
import { hasTray, useTrayStore } from './trayStore.ts';

const Tray = lazy(() => lazyWithReload(() => import('./Tray.tsx')).then(({ Tray }) => ({ default: Tray })));
const TrayDialog = lazy(() =>
  lazyWithReload(() => import('./TrayDialog.tsx')).then(({ TrayDialog }) => ({ default: TrayDialog })),
);

interface OpenTrayProps {
  config: Config | null;
  isCovered: boolean;
  /** Files over the window. */
  hovering: Hovering | null;
  /** Somebody submits just now. */
  onPress: () => void;
}

/** The tray is not there until two images are open, or some were submitted together: that goes on by itself. */
export function OpenTray({ config, isCovered, hovering, onPress }: OpenTrayProps) {
  const hasRun = useTrayRun(({ run }) => run !== null);
  const isTray = useTrayStore(hasTray);
  const isThere = isTray || hasRun;
  const openName = useSourceStore(({ opened }) => opened?.name ?? null);
  const report = useTrayStore((state) => state.report);
  const isOpen = useRunOpen((state) => state.isOpen);
  const isAsked = useTrayRun(({ run }) => run?.parts.some(isUnanswered) ?? false) || isOpen;
  // They stay once they were there: what they began to send goes on, and closing gives the focus back.
  const [wasThere, setWasThere] = useState(false);
  const [wasAsked, setWasAsked] = useState(false);
  if (isThere && !wasThere) setWasThere(true);
  if (isAsked && !wasAsked) setWasAsked(true);
  return (
    <>
      {hovering && <DropHint hovering={hovering} openName={openName} hasTray={isTray} />}
      {report && <ArrivalNotice report={report} />}
      <Suspense fallback={null}>{wasThere && <Tray isCovered={isCovered} />}</Suspense>
      <Suspense fallback={null}>{wasAsked && <TrayDialog config={config} onPress={onPress} />}</Suspense>
    </>
  );
}
