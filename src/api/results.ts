import type { IMAGE_FORMATS, ImageQuery } from '../domain/contract.ts';

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

export function sourceImageUrl(
  sourceId: string,
  options: Pick<ImageOptions, 'width' | 'format'> = {},
): string {
  return imageUrl(`/api/sources/${encodeURIComponent(sourceId)}/image`, options);
}

function imageUrl(path: string, { width, format, rendition, download }: ImageOptions): string {
  const query = new URLSearchParams();
  if (width !== undefined) query.set('width', String(width));
  if (format !== undefined) query.set('format', format);
  if (rendition !== undefined) query.set('rendition', rendition);
  if (download) query.set('download', '1');
  return query.size > 0 ? `${path}?${query}` : path;
}
