import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { ServedImage } from '../images/renditionCache.ts';
import type { ImageFormat } from '../images/renditions.ts';
import { byteRange } from './byteRange.ts';
import type { RouteEnv } from './routeContext.ts';

interface SendOptions {
  /** Set when the format was chosen by what the browser accepts. */
  readonly isNegotiated: boolean;
  /** Makes the browser save the image under this name. */
  readonly downloadName?: string | undefined;
}

/** Sends an image that never changes under its address; null when it was removed meanwhile. */
export async function sendImage(
  context: Context<RouteEnv>,
  image: ServedImage,
  options: SendOptions,
): Promise<Response | null> {
  const { fileBytes, etag } = image;
  const headers: Record<string, string> = {
    'Content-Type': image.contentType,
    // Not for caches in between: not everybody may see it.
    'Cache-Control': 'private, max-age=31536000, immutable',
    ETag: etag,
    'Accept-Ranges': 'bytes',
    ...(options.isNegotiated ? { Vary: 'Accept' } : {}),
    ...(options.downloadName === undefined
      ? {}
      : { 'Content-Disposition': attachment(options.downloadName) }),
  };
  if (matches(context.req.header('if-none-match'), etag)) return context.body(null, 304, headers);
  const isGet = context.req.method === 'GET';
  const isSame = (context.req.header('if-range') ?? etag) === etag;
  const part = isGet && isSame ? byteRange(context.req.header('range'), fileBytes) : null;
  if (part === 'beyond') {
    return context.body(null, 416, { ...headers, 'Content-Range': `bytes */${fileBytes}` });
  }
  const { first, last } = part ?? { first: 0, last: fileBytes - 1 };
  headers['Content-Length'] = String(last - first + 1);
  if (part !== null) headers['Content-Range'] = `bytes ${first}-${last}/${fileBytes}`;
  const status = part === null ? 200 : 206;
  if (!isGet) return context.body(null, status, headers);
  const bytes = await image.read(part ?? undefined);
  if (bytes === null) return null;
  return context.body(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, status, headers);
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

/** RFC 6266: the name as it is for browsers, and without what plain headers cannot say for everything else. */
function attachment(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
