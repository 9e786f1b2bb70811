import { brotliDecompressSync } from 'node:zlib';
import type { ForeignMetadata } from './decodedForeign.ts';

const CONTAINER = Buffer.from('\0\0\0\fJXL \r\n\x87\n', 'latin1');
/** Of a text about one picture; more is a bomb. */
const MAX_BYTES = 8_000_000;

/** EXIF and XMP from the boxes of a JPEG XL (ISO/IEC 18181-2, 9.4 and 9.5), packed ones too. */
export function jxlMetadata(bytes: Buffer): ForeignMetadata {
  if (!bytes.subarray(0, CONTAINER.length).equals(CONTAINER)) return {};
  const found: { exif?: Buffer; xmp?: Buffer } = {};
  // The first of each kind counts: thousands of packed ones would be a bomb of small parts.
  const seen = new Set<string>();
  for (const { type, data } of boxesOf(bytes)) {
    const isPacked = type === 'brob';
    const kind = isPacked ? data.toString('latin1', 0, 4) : type;
    if ((kind !== 'Exif' && kind !== 'xml ') || seen.has(kind)) continue;
    seen.add(kind);
    const content = isPacked ? unpacked(data.subarray(4)) : data;
    if (content === null) continue;
    if (kind === 'xml ') found.xmp = content;
    // In front of it stands how far away the TIFF head is.
    else if (content.length > 4) found.exif = content.subarray(4 + content.readUInt32BE(0));
  }
  return found;
}

function unpacked(data: Buffer): Buffer | null {
  try {
    return brotliDecompressSync(data, { maxOutputLength: MAX_BYTES });
  } catch {
    // A picture is no less whole without its metadata.
    return null;
  }
}

/** ISO/IEC 14496-12, 4.2: length and type; 1 stands for a long length behind them, 0 for all that is left. */
function* boxesOf(bytes: Buffer): Generator<{ type: string; data: Buffer }> {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= bytes.length;
    const head = isLong ? 16 : 8;
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short;
    if (length < head || at + length > bytes.length) break;
    yield {
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + head, at + length),
    };
    at += length;
  }
}
