import { deflateSync } from 'node:zlib';
import type { Metadata } from 'sharp';
import type { PngChunk } from './pngChunks.ts';

/** IPTC in a JPEG stands in a resource of Photoshop's (Adobe, «Photoshop File Formats», image resource 0x0404). */
export const PHOTOSHOP_NAME = 'Photoshop 3.0\0';
export const IPTC_RESOURCE = Buffer.from('8BIM\x04\x04', 'latin1');
/** What ImageMagick calls it in a PNG, and ExifTool looks for. */
const PNG_KEYWORD = 'Raw profile type iptc';
/** IPTC-NAA Information Interchange Model 4.2, 1.5: every dataset begins with it. */
const DATASET_MARK = 0x1c;

/**
 * The IPTC datasets of a file, whatever they are wrapped in: libvips hands out those of a JPEG with Photoshop's name in
 * front, and those of a PNG as one of its comments. Undefined where there are none.
 */
export function iptcOf({ iptc, comments }: Pick<Metadata, 'iptc' | 'comments'>): Buffer | undefined {
  const comment = comments?.find(({ keyword }) => keyword === PNG_KEYWORD)?.text;
  const wrapped = iptc ?? (comment === undefined ? null : rawProfile(comment));
  if (wrapped === null || wrapped.length === 0) return undefined;
  return wrapped[0] === DATASET_MARK ? wrapped : (inPhotoshop(wrapped) ?? undefined);
}

/** A line with the kind, one with the length, hexadecimal digits in lines. */
function rawProfile(text: string): Buffer | null {
  const [, , length, ...lines] = text.split('\n');
  const bytes = Buffer.from(lines.join('').trim(), 'hex');
  return bytes.length === Number(length) ? bytes : null;
}

/** A resource is its number, a name padded to an even length, its own length and its bytes. */
function inPhotoshop(bytes: Buffer): Buffer | null {
  const at = bytes.indexOf(IPTC_RESOURCE);
  if (at < 0) return null;
  const nameAt = at + IPTC_RESOURCE.length;
  const nameBytes = (bytes[nameAt] ?? 0) + 1;
  const lengthAt = nameAt + nameBytes + (nameBytes % 2);
  if (lengthAt + 4 > bytes.length) return null;
  const records = bytes.subarray(lengthAt + 4, lengthAt + 4 + bytes.readUInt32BE(lengthAt));
  return records[0] === DATASET_MARK ? records : null;
}

/** As ImageMagick writes it and ExifTool reads it: a name, the length, hexadecimal digits. */
export function iptcChunk(iptc: Buffer): PngChunk {
  const digits = iptc.toString('hex').replace(/.{72}/g, '$&\n');
  const text = `\niptc\n${String(iptc.byteLength).padStart(8)}\n${digits}\n`;
  const keyword = Buffer.from(`${PNG_KEYWORD}\0\0`, 'latin1');
  return { type: 'zTXt', data: Buffer.concat([keyword, deflateSync(Buffer.from(text, 'latin1'))]) };
}
