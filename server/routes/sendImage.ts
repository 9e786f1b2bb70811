import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { ImageFormat, ServedImage } from '../images/renditions.ts';
import type { RouteEnv } from './routeContext.ts';

interface SendOptions {
  /** Set when the format was chosen by what the browser accepts. */
  readonly isNegotiated: boolean;
  /** Makes the browser save the image under this name. */
  readonly downloadName?: string | undefined;
}

/** Sends an image that never changes under its address. */
export function sendImage(context: Context<RouteEnv>, image: ServedImage, options: SendOptions): Response {
  const headers: Record<string, string> = {
    'Content-Type': image.contentType,
    // Not for caches in between: not everybody may see it.
    'Cache-Control': 'private, max-age=31536000, immutable',
    ETag: image.etag,
    ...(options.isNegotiated ? { Vary: 'Accept' } : {}),
    ...(options.downloadName === undefined
      ? {}
      : { 'Content-Disposition': `attachment; filename="${options.downloadName}"` }),
  };
  if (matches(context.req.header('if-none-match'), image.etag)) return context.body(null, 304, headers);
  headers['Content-Length'] = String(image.fileBytes);
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  const body = Readable.toWeb(createReadStream(image.file)) as ReadableStream<Uint8Array>;
  return context.body(body, 200, headers);
}

function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((item) => item.trim().replace(/^W\//, '') === etag);
}

/** The format that was asked for, else WebP for a smaller rendition where the browser takes it, else PNG. */
export function wantedFormat(
  context: Context<RouteEnv>,
  asked: ImageFormat | undefined,
  width: number | undefined,
) {
  if (asked !== undefined || width === undefined) return { format: asked, isNegotiated: false };
  const accept = context.req.header('accept') ?? '';
  const format: ImageFormat = accept.includes('image/webp') ? 'webp' : 'jpeg';
  return { format, isNegotiated: true };
}
