import { lazy, Suspense, useState } from 'react';
import { lazyWithReload } from '../../api/lazyWithReload.ts';
import { ArrivalNotice } from './ArrivalNotice.tsx';
import { hasTray, useTrayStore } from './trayStore.ts';

const Tray = lazy(() => lazyWithReload(() => import('./Tray.tsx')).then(({ Tray }) => ({ default: Tray })));

/** The tray is not there until two images are open. */
export function OpenTray({ isCovered }: { isCovered: boolean }) {
  const isThere = useTrayStore(hasTray);
  const report = useTrayStore((state) => state.report);
  // It stays once it was there: what it began to send goes on.
  const [wasThere, setWasThere] = useState(false);
  if (isThere && !wasThere) setWasThere(true);
  return (
    <>
      {report && <ArrivalNotice report={report} />}
      <Suspense fallback={null}>{wasThere && <Tray isCovered={isCovered} />}</Suspense>
    </>
  );
}
