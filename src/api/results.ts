import type { IMAGE_FORMATS, ImageQuery } from '../domain/contract/image.ts';
import type { NewAreaQuery } from '../domain/delivery.ts';

interface ImageOptions {
  /** In pixels; never enlarged. Left out: full size. */
  readonly width?: number;
  readonly format?: (typeof IMAGE_FORMATS)[number];
  readonly rendition?: ImageQuery['rendition'];
  /** Makes the browser save it under a sensible name. */
  readonly download?: boolean;
}

export function resultImageUrl(resultId: string, options: ImageOptions = {}): string {
  return imageUrl(`/api/results/${encodeURIComponent(resultId)}/image`, options);
}

/** The new area of a result alone, as PNG. */
export function newAreaUrl(resultId: string, { metadata }: NewAreaQuery): string {
  const query = new URLSearchParams({ metadata });
  return `/api/results/${encodeURIComponent(resultId)}/new-area?${query}`;
}

export function sourceImageUrl(
  sourceId: string,
  options: Pick<ImageOptions, 'width' | 'format'> = {},
): string {
  return imageUrl(`/api/sources/${encodeURIComponent(sourceId)}/image`, options);
}

/** Of an image that comes in pieces, what lies under them at most. */
export const MAX_RENDITION_WIDTH = 3840;

/** Widths of renditions that are asked for, so that windows of nearly the same size share one. */
const RENDITION_WIDTHS = [640, 1280, 1920, 2560, MAX_RENDITION_WIDTH];

/** The rendition that covers so many pixels of the screen; null when only full size does. */
export function renditionWidth(devicePixels: number, fullWidth: number): number | null {
  const width = RENDITION_WIDTHS.find((each) => each >= devicePixels);
  return width !== undefined && width < fullWidth ? width : null;
}

function imageUrl(path: string, { width, format, rendition, download }: ImageOptions): string {
  const query = new URLSearchParams();
  if (width !== undefined) query.set('width', String(width));
  if (format !== undefined) query.set('format', format);
  if (rendition !== undefined) query.set('rendition', rendition);
  if (download) query.set('download', '1');
  return query.size > 0 ? `${path}?${query}` : path;
}
