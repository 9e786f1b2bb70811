import { type KeyboardEvent, Suspense } from 'react';
import type { Size } from '../../domain/side.ts';
import { SheetSize } from '../lazyParts.ts';
import { type View, ViewTabs } from '../ViewTabs.tsx';
import styles from './SheetHead.module.css';
import { nextSnapPoint, type SnapPoint, tappedSnapPoint } from './snapPoints.ts';
import { useSheetDrag } from './useSheetDrag.ts';

interface SheetHeadProps {
  /** Of the open source. */
  size: Size | null;
  view: View;
  onView: (view: View) => void;
  stop: SnapPoint;
  onStop: (stop: SnapPoint) => void;
  /** Something lies over it: it is not reached meanwhile. */
  isCovered: boolean;
}

const LABELS: Record<SnapPoint, string> = {
  peek: 'Open the panel halfway',
  half: 'Open the panel fully',
  full: 'Close the panel',
};

/**
 * Chooses between panel and results where there is no room for both. On a small screen it is the head of the sheet
 * that they lie in: pull it, tap its grip, or move it with the arrow keys.
 */
export function SheetHead({ size, view, onView, stop, onStop, isCovered }: SheetHeadProps) {
  const onPointerDown = useSheetDrag({ sheetOf: (head) => head.parentElement, onSettle: onStop });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    onStop(nextSnapPoint(stop, event.key === 'ArrowUp' ? 1 : -1));
  };
  return (
    <div className={styles.head} data-area="tabs" inert={isCovered} onPointerDown={onPointerDown}>
      <button
        type="button"
        className={styles.grip}
        aria-label={LABELS[stop]}
        aria-expanded={stop !== 'peek'}
        onClick={() => onStop(tappedSnapPoint(stop))}
        onKeyDown={onKeyDown}
      />
      {size && (
        <p className={`${styles.size} tabular`} aria-hidden>
          <Suspense fallback={'\u00a0'}>
            <SheetSize size={size} />
          </Suspense>
        </p>
      )}
      <ViewTabs view={view} onView={onView} />
    </div>
  );
}
