import { ANCHOR_STOPS, type Anchor } from '../../../domain/anchor.ts';

/** The nine positions row by row. */
export const ANCHORS: readonly Anchor[] = ANCHOR_STOPS.flatMap((y) => ANCHOR_STOPS.map((x) => ({ x, y })));

const ROWS = new Map([
  [0, 'top'],
  [0.5, ''],
  [1, 'bottom'],
]);
const COLUMNS = new Map([
  [0, 'left'],
  [0.5, ''],
  [1, 'right'],
]);

/** The anchor in words; one that is none of the nine lies where a drag left it. */
export function anchorName({ x, y }: Anchor): string {
  const row = ROWS.get(y);
  const column = COLUMNS.get(x);
  if (row === undefined || column === undefined) return 'as dragged';
  return `${row} ${column}`.trim() || 'centre';
}

/** The same where nothing stands before it. */
export function anchorTitle(anchor: Anchor): string {
  const name = anchorName(anchor);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function sameAnchor(a: Anchor, b: Anchor): boolean {
  return a.x === b.x && a.y === b.y;
}

const ARROWS: Record<string, Anchor> = {
  ArrowLeft: { x: -0.5, y: 0 },
  ArrowRight: { x: 0.5, y: 0 },
  ArrowUp: { x: 0, y: -0.5 },
  ArrowDown: { x: 0, y: 0.5 },
};

/** The position that an arrow key leads to, the border ones staying; null for other keys. */
export function anchorAfter(key: string, { x, y }: Anchor): Anchor | null {
  const step = ARROWS[key];
  if (!step) return null;
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return { x: within(x + step.x), y: within(y + step.y) };
}
