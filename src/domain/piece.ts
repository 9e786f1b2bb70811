/** Pieces of a large image: what of it is seen is fetched, as fine as it is seen, and never all of it. */
import { z } from 'zod';
import type { Size } from './side.ts';
import type { Rect } from './viewport.ts';

/** Pixels that a piece has a side, of the image at its reduction; those at the right and at the bottom have fewer. */
export const PIECE_SIDE = 1024;
/** How often the image was halved: every second, fourth or eighth pixel. */
const REDUCTIONS = [1, 2, 4, 8] as const;
/** Up to so many pixels a browser may as well have the whole image: unpacked it takes four bytes for each. */
const WHOLE_PIXELS = 16_000_000;

const place = z.coerce.number().int().min(0).max(1000);

/** Query of a piece's address. */
export const pieceQuerySchema = z.object({
  reduction: z.coerce.number().pipe(z.literal(REDUCTIONS)),
  column: place,
  row: place,
  /** Of a result: what finishing made, or what the provider sent. */
  rendition: z.enum(['final', 'raw']).default('final'),
});
export type PiecePlace = Omit<z.infer<typeof pieceQuerySchema>, 'rendition'>;

/** A piece, with the pixels of the image that it covers. */
export interface Piece extends PiecePlace {
  readonly rect: Rect;
}

/** Whether an image is to be looked at in pieces. */
export function comesInPieces({ width, height }: Size): boolean {
  return width * height > WHOLE_PIXELS;
}

/** The pixels of a reduced image that a piece has; null where there is none at this place. */
export function pieceArea(image: Size, { reduction, column, row }: PiecePlace): Rect | null {
  const [x, y] = [column * PIECE_SIDE, row * PIECE_SIDE];
  const width = Math.min(PIECE_SIDE, Math.floor(image.width / reduction) - x);
  const height = Math.min(PIECE_SIDE, Math.floor(image.height / reduction) - y);
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/**
 * The pieces that lie under what is seen of an image. Under the ones that are fine enough lie those half as fine: they
 * are there already when somebody comes nearer, and stay when somebody goes back.
 *
 * @param seen in pixels of the image
 * @param density of the screen: its pixels for each pixel of the image
 */
export function piecesSeen(image: Size, seen: Rect, density: number): Piece[] {
  const at = Math.max(
    0,
    REDUCTIONS.findLastIndex((reduction) => reduction * density <= 1),
  );
  return [REDUCTIONS[at + 1], REDUCTIONS[at]].flatMap((reduction) =>
    reduction === undefined ? [] : piecesAt(image, seen, reduction),
  );
}

function piecesAt(image: Size, seen: Rect, reduction: PiecePlace['reduction']): Piece[] {
  const side = PIECE_SIDE * reduction;
  const rows = placesIn(seen.y, seen.height, side);
  return placesIn(seen.x, seen.width, side).flatMap((column) =>
    rows.flatMap((row) => {
      const place = { reduction, column, row };
      const area = pieceArea(image, place);
      if (area === null) return [];
      const { x, y, width, height } = area;
      return [{ ...place, rect: scaledRect({ x, y, width, height }, reduction) }];
    }),
  );
}

function placesIn(start: number, length: number, side: number): number[] {
  const first = Math.max(0, Math.floor(start / side));
  const last = Math.ceil((start + length) / side);
  return Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
}

function scaledRect({ x, y, width, height }: Rect, factor: number): Rect {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}
