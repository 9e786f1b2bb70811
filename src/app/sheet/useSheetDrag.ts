import type { PointerEvent } from 'react';
import { followPointer } from '../../ui/pointerDrag.ts';
import { nearestSnapPoint, SNAP_POINTS, type SnapHeights, type SnapPoint } from './snapPoints.ts';

/** So far a press is a tap. */
const SLACK_PX = 6;
/** A finger that rests so long before it lets go does not throw the sheet. */
const REST_MS = 60;

interface SheetDrag {
  /** The element that carries the height of the sheet as `--sheet`, and the sheet's head in it. */
  readonly sheetOf: (head: HTMLElement) => HTMLElement | null;
  readonly onSettle: (stop: SnapPoint) => void;
}

/** Lets a finger pull the sheet by its head. It follows without React and settles at a stop when it is let go. */
export function useSheetDrag({ sheetOf, onSettle }: SheetDrag) {
  return (press: PointerEvent<HTMLElement>): void => {
    const head = press.currentTarget;
    const sheet = sheetOf(head);
    if (!sheet || !press.isPrimary || press.button !== 0) return;
    const heights = stopHeights(sheet);
    const startHeight = sheet.getBoundingClientRect().bottom - head.getBoundingClientRect().top;
    let last = { y: press.clientY, ms: press.timeStamp };
    let speed = 0;
    let height: number | null = null;

    const settle = (event: { timeStamp: number } | null) => {
      delete sheet.dataset.pulled;
      sheet.style.removeProperty('--sheet');
      if (height === null) return;
      const thrown = event && event.timeStamp - last.ms < REST_MS ? speed : 0;
      onSettle(nearestSnapPoint(height, thrown, heights));
    };
    followPointer(press, {
      target: head,
      slackPx: SLACK_PX,
      axis: 'y',
      onMove: ({ clientY, timeStamp }, by) => {
        speed = (last.y - clientY) / Math.max(1, timeStamp - last.ms);
        last = { y: clientY, ms: timeStamp };
        height = Math.min(heights.full, Math.max(heights.peek, startHeight - by.y));
        sheet.dataset.pulled = 'true';
        sheet.style.setProperty('--sheet', `${height}px`);
      },
      onEnd: settle,
      onCancel: settle,
    });
  };
}

/** The heights that the style sheet gives the stops, in screen pixels. */
function stopHeights(sheet: HTMLElement): SnapHeights {
  const probe = document.createElement('div');
  probe.style.position = 'absolute';
  sheet.append(probe);
  const [peek = 0, half = 0, full = 0] = SNAP_POINTS.map((stop) => {
    probe.style.height = `var(--sheet-${stop})`;
    return probe.getBoundingClientRect().height;
  });
  probe.remove();
  return { peek, half, full };
}
