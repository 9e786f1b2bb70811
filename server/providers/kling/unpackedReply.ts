import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

const UNPACK: Readonly<Record<string, typeof gunzipSync>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * The bytes of an answer as they were before a gateway packed them, which some do without being asked (RFC 9110, 8.4).
 * Those that cannot be unpacked, or grow beyond `maxBytes`, stay as they came, and are then no JSON.
 */
export function unpackedReply(bytes: Buffer, encoding: string | null, maxBytes: number): Buffer {
  const unpack = UNPACK[encoding?.trim().toLowerCase() ?? ''];
  if (unpack === undefined) return bytes;
  try {
    return unpack(bytes, { maxOutputLength: maxBytes });
  } catch {
    return bytes;
  }
}
