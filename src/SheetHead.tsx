import type { KeyboardEvent } from 'react';
import { aspectName, frameOf } from './domain/frame.ts';
import type { Size } from './domain/side.ts';
import { FollowingText } from './editor/FollowingText.tsx';
import styles from './SheetHead.module.css';
import { nextStop, type SheetStop, tappedStop } from './sheetStops.ts';
import { useSheetDrag } from './useSheetDrag.ts';
import { type View, ViewTabs } from './ViewTabs.tsx';

interface SheetHeadProps {
  /** Of the open source. */
  size: Size | null;
  view: View;
  onView: (view: View) => void;
  stop: SheetStop;
  onStop: (stop: SheetStop) => void;
}

const LABELS: Record<SheetStop, string> = {
  peek: 'Open the panel halfway',
  half: 'Open the panel fully',
  full: 'Close the panel',
};

/**
 * Chooses between panel and results where there is no room for both. On a small screen it is the head of the sheet
 * that they lie in: pull it, tap its grip, or move it with the arrow keys.
 */
export function SheetHead({ size, view, onView, stop, onStop }: SheetHeadProps) {
  const onPointerDown = useSheetDrag({ sheetOf: (head) => head.parentElement, onSettle: onStop });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    onStop(nextStop(stop, event.key === 'ArrowUp' ? 1 : -1));
  };
  return (
    <div className={styles.head} data-area="tabs" onPointerDown={onPointerDown}>
      <button
        type="button"
        className={styles.grip}
        aria-label={LABELS[stop]}
        aria-expanded={stop !== 'peek'}
        onClick={() => onStop(tappedStop(stop))}
        onKeyDown={onKeyDown}
      />
      {size && (
        <p className={`${styles.size} tabular`} aria-hidden>
          <FollowingText of={(expansion) => sizeWords(size, expansion)} />
        </p>
      )}
      <ViewTabs view={view} onView={onView} />
    </div>
  );
}

function sizeWords(size: Size, expansion: Parameters<typeof frameOf>[1]): string {
  const frame = frameOf(size, expansion);
  return `${frame.width} × ${frame.height} · ${aspectName(frame)}`;
}
