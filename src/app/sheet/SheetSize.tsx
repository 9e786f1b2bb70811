import { aspectName, frameOf } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';
import { FollowingText } from '../../editor/panel/length/FollowingText.tsx';

/** What the frame of the open source comes to, dragged or set: `2560 × 1440 · 16:9`. */
export function SheetSize({ size }: { size: Size }) {
  return <FollowingText of={(expansion) => sizeLabel(size, expansion)} />;
}

function sizeLabel(size: Size, expansion: Parameters<typeof frameOf>[1]): string {
  const frame = frameOf(size, expansion);
  return `${frame.width} × ${frame.height} · ${aspectName(frame)}`;
}
