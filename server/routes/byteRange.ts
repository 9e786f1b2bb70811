import type { ByteRange } from '../storage/imageStore.ts';

/**
 * The one part of a file that a `Range` header asks for (RFC 9110, 14.2): null for all of it, also when the header is
 * of another kind or asks for several parts, which may be ignored; `beyond` when no such bytes are there.
 */
export function byteRange(header: string | undefined, fileBytes: number): ByteRange | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const end = fileBytes - 1;
  if (first === '') {
    // The last so many bytes.
    const wanted = Math.min(Number(last), fileBytes);
    return wanted === 0 ? 'beyond' : { first: fileBytes - wanted, last: end };
  }
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) > end) return 'beyond';
  return { first: Number(first), last: last === '' ? end : Math.min(Number(last), end) };
}
