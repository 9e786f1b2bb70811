import { resultImageUrl, sourceImageUrl } from '../../api/results.ts';
import type { Result } from '../../domain/contract/result.ts';
import type { Source } from '../../domain/contract/source.ts';
import type { PiecePlace } from '../../domain/piece.ts';
import type { Size } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';

/** An image of the relay that the viewer shows, with the addresses of everything that it is shown by. */
export interface Picture {
  /** Tells it from every other. */
  readonly key: string;
  readonly size: Size;
  /** Every pixel, as every browser shows it. */
  readonly wholeUrl: string;
  readonly smallerUrl: (width: number) => string;
  readonly pieceUrl: (place: PiecePlace) => string;
}

/** Where a picture is shown. */
export interface PicturePlace {
  readonly picture: Picture;
  /** What it is looked at through. */
  readonly stage: Size;
  readonly pixelRatio: number;
  /** The image on the stage, in screen pixels. */
  readonly rect: Rect;
}

export function resultPicture({ id, width, height }: Pick<Result, 'id' | 'width' | 'height'>): Picture {
  return {
    ...{ key: id, size: { width, height } },
    wholeUrl: resultImageUrl(id, { format: 'png' }),
    smallerUrl: (smaller) => resultImageUrl(id, { width: smaller, format: 'webp' }),
    pieceUrl: (place) => `/api/results/${encodeURIComponent(id)}/piece?${placeQuery(place)}`,
  };
}

/** What the provider sent; its size is the result's where an older relay has not kept it. */
export function rawPicture({ id, sent, width, height }: Result): Picture {
  const rendition = 'raw';
  return {
    ...{ key: `${id}-raw`, size: sent ?? { width, height } },
    wholeUrl: resultImageUrl(id, { rendition }),
    smallerUrl: (smaller) => resultImageUrl(id, { width: smaller, format: 'webp', rendition }),
    pieceUrl: (place) =>
      `/api/results/${encodeURIComponent(id)}/piece?${placeQuery(place)}&rendition=${rendition}`,
  };
}

const SHOWN_FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'avif', 'gif']);

/** A source upright, of a format that all browsers know, in colours that all agree about. */
export function sourcePicture({ id, format, orientation, copyReasons, width, height }: Source): Picture {
  const isOwnColours = copyReasons.includes('cmyk') || copyReasons.includes('hdr');
  const isShown = SHOWN_FORMATS.has(format) && orientation === 1 && !isOwnColours;
  return {
    ...{ key: id, size: { width, height } },
    wholeUrl: sourceImageUrl(id, isShown ? {} : { format: 'png' }),
    smallerUrl: (smaller) => sourceImageUrl(id, { width: smaller, format: 'webp' }),
    pieceUrl: (place) => `/api/sources/${encodeURIComponent(id)}/piece?${placeQuery(place)}`,
  };
}

function placeQuery({ reduction, column, row }: PiecePlace): string {
  return `reduction=${reduction}&column=${column}&row=${row}`;
}
