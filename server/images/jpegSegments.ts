import { IPTC_RESOURCE, PHOTOSHOP_NAME } from './iptc.ts';

/** A segment's length counts its own two bytes (ITU-T T.81, B.1.1.4). */
export const MAX_SEGMENT_BYTES = 0xffff - 2;
/** Behind the start of the image stands what tells of it; libvips may begin that with a JFIF segment. */
export const START_BYTES = 2;
const APP0 = 0xe0;

/** Null where it is too long for one. */
export function jpegSegment(marker: number, data: Buffer): Buffer | null {
  if (data.byteLength > MAX_SEGMENT_BYTES) return null;
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.byteLength + 2, 2);
  return Buffer.concat([head, data]);
}

/** IPTC as the resource with an empty name, its length, and a byte more where that is odd; null where it is too long. */
export function iptcSegment(iptc: Buffer): Buffer | null {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(iptc.byteLength);
  const name = Buffer.from(PHOTOSHOP_NAME, 'latin1');
  const padding = Buffer.alloc(iptc.byteLength % 2);
  return jpegSegment(0xed, Buffer.concat([name, IPTC_RESOURCE, Buffer.alloc(2), length, iptc, padding]));
}

/** Where further segments may stand: behind the start of the image and its JFIF segment. */
export function jfifEnd(jpeg: Buffer): number {
  const hasJfif = jpeg[START_BYTES + 1] === APP0;
  return hasJfif ? START_BYTES + 2 + jpeg.readUInt16BE(START_BYTES + 2) : START_BYTES;
}
