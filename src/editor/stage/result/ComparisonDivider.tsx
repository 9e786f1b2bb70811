import type { KeyboardEvent, PointerEvent } from 'react';
import { followPointer } from '../../../ui/pointerDrag.ts';
import styles from './ComparisonDivider.module.css';

interface ComparisonDividerProps {
  /** Where the line stands, from 0 at the left to 1 at the right of the frame. */
  share: number;
  onShare: (share: number) => void;
}

const STEP = 0.02;

/** The line between before, on its left, and after, on its right. */
export function ComparisonDivider({ share, onShare }: ComparisonDividerProps) {
  const moveTo = (wanted: number) => onShare(Math.min(1, Math.max(0, wanted)));
  const onPress = (press: PointerEvent<HTMLElement>) => {
    const divider = press.currentTarget;
    const box = divider.parentElement?.getBoundingClientRect();
    if (!box || press.button !== 0) return;
    followPointer(press, {
      target: divider,
      slackPx: 0,
      axis: 'x',
      onMove: ({ clientX }) => moveTo((clientX - box.left) / box.width),
      onEnd: () => undefined,
      onCancel: () => moveTo(share),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(share + step);
  };
  return (
    <div
      className={styles.divider}
      style={{ left: `${share * 100}%` }}
      data-own-pointer
      role="slider"
      tabIndex={0}
      aria-label="Before and after"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={`${Math.round(share * 100)}% before`}
      onPointerDown={onPress}
      onKeyDown={onKeyDown}
    >
      <span className={styles.before} aria-hidden>
        Before
      </span>
      <span className={styles.after} aria-hidden>
        After
      </span>
    </div>
  );
}
