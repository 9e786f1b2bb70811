import type { CSSProperties } from 'react';
import type { Expansion } from '../../domain/expansion.ts';
import { aspectOf, frameOf } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';

type Shares = Record<'--aspect' | '--left' | '--top' | '--across' | '--down', number>;

/** The shape of a frame, and where its source lies in it as shares of its width and height, for its style sheet. */
export function previewShape(size: Size, expansion: Expansion): CSSProperties & Shares {
  const frame = frameOf(size, expansion);
  const { width, height, placement } = frame;
  return {
    '--aspect': aspectOf(frame),
    '--left': placement.x / width,
    '--top': placement.y / height,
    '--across': size.width / width,
    '--down': size.height / height,
  };
}
