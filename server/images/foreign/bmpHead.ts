import type { Size } from '../../../src/domain/side.ts';

type Colour = readonly [red: number, green: number, blue: number];

export interface BmpHead {
  readonly size: Size;
  readonly isTopDown: boolean;
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly packing: 'none' | 'rle4' | 'rle8';
  readonly masks: Readonly<Record<'red' | 'green' | 'blue' | 'alpha', number>>;
  readonly palette: readonly Colour[];
  readonly pixelsAt: number;
}

const FILE_HEAD_BYTES = 14;
/** Of OS/2: sizes of 16 bits, three bytes a colour. */
const CORE_HEAD_BYTES = 12;
const INFO_HEAD_BYTES = 40;
/** Codes of packing go up to that of CMYK in runs. */
const LAST_PACKING = 13;
/** From here on heads hold a mask for alpha. */
const ALPHA_HEAD_BYTES = 56;

const MASKS_555 = { red: 0x7c00, green: 0x3e0, blue: 0x1f, alpha: 0 };
const MASKS_888 = { red: 0xff0000, green: 0xff00, blue: 0xff, alpha: 0 };

/** Layout: Microsoft, BITMAPFILEHEADER to BITMAPV5HEADER. Null when it cannot be read. */
export function readBmpHead(bytes: Buffer): BmpHead | null {
  if (bytes.length < FILE_HEAD_BYTES + INFO_HEAD_BYTES) return null;
  const headBytes = bytes.readUInt32LE(14);
  const isCore = headBytes === CORE_HEAD_BYTES;
  if (bytes.length < FILE_HEAD_BYTES + headBytes) return null;
  const signedHeight = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const size = {
    width: isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18),
    height: Math.abs(signedHeight),
  };
  const bits = bitsIn(bytes.readUInt16LE(isCore ? 24 : 28));
  const code = isCore ? 0 : bytes.readUInt32LE(30);
  const packing = packingOf(code, bits);
  if (bits === null || packing === null || size.width <= 0 || size.height <= 0) return null;
  const pixelsAt = bytes.readUInt32LE(10);
  const hasMasks = code === 3 || code === 6;
  return {
    ...{ size, bits, packing, pixelsAt, isTopDown: signedHeight < 0 },
    masks: hasMasks
      ? masksIn(bytes, headBytes >= ALPHA_HEAD_BYTES || code === 6)
      : bits === 16
        ? MASKS_555
        : MASKS_888,
    palette: bits <= 8 ? paletteIn(bytes, { headBytes, bits, pixelsAt }) : [],
  };
}

function bitsIn(value: number): BmpHead['bits'] | null {
  const known = [1, 4, 8, 16, 24, 32] as const;
  return known.find((bits) => bits === value) ?? null;
}

function packingOf(code: number, bits: number | null): BmpHead['packing'] | null {
  if (code === 1 && bits === 8) return 'rle8';
  if (code === 2 && bits === 4) return 'rle4';
  const isMasked = (code === 3 || code === 6) && (bits === 16 || bits === 32);
  return code === 0 || isMasked ? 'none' : null;
}

/** Whether a head that cannot be read says that its pixels are a JPEG, a PNG, a fax or the like (BITMAPINFOHEADER). */
export function isPackedOtherwise(bytes: Buffer): boolean {
  const hasCode = bytes.length >= FILE_HEAD_BYTES + INFO_HEAD_BYTES;
  const isCore = hasCode && bytes.readUInt32LE(FILE_HEAD_BYTES) === CORE_HEAD_BYTES;
  const code = hasCode && !isCore ? bytes.readUInt32LE(30) : 0;
  return code > 0 && code <= LAST_PACKING;
}

/** Behind the forty bytes of the short head, and in the same place of the longer ones. */
function masksIn(bytes: Buffer, hasAlpha: boolean): BmpHead['masks'] {
  const at = FILE_HEAD_BYTES + INFO_HEAD_BYTES;
  if (bytes.length < at + 16) return MASKS_888;
  const [red, green, blue] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 8)];
  return { red, green, blue, alpha: hasAlpha ? bytes.readUInt32LE(at + 12) : 0 };
}

function paletteIn(
  bytes: Buffer,
  { headBytes, bits, pixelsAt }: { headBytes: number; bits: number; pixelsAt: number },
): Colour[] {
  const entry = headBytes === CORE_HEAD_BYTES ? 3 : 4;
  const start = FILE_HEAD_BYTES + headBytes;
  const room = Math.floor((Math.min(pixelsAt, bytes.length) - start) / entry);
  return Array.from({ length: Math.max(0, Math.min(2 ** bits, room)) }, (_, i) => {
    const at = start + entry * i;
    return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0] as const;
  });
}
