import { isSrgbCurve } from './iccProfile.ts';
import type { Matrix } from './primaries.ts';
import type { TransferCurve } from './transferCurve.ts';

const TABLE_LENGTH = 4096;
const HEADER_BYTES = 128;

/**
 * An ICC profile (version 2) of an RGB space with one curve for all channels, for files that state their colours in
 * other ways. Layout: ICC.1:2001-04.
 */
export function makeMatrixProfile(name: string, matrix: Matrix, curve: TransferCurve): Buffer {
  const column = (i: 0 | 1 | 2) => xyzTag([matrix[0]?.[i] ?? 0, matrix[1]?.[i] ?? 0, matrix[2]?.[i] ?? 0]);
  const curveBytes = curveTag(curve);
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', descriptionTag(name)],
    [
      'cprt',
      Buffer.concat([
        Buffer.from('text\0\0\0\0', 'latin1'),
        Buffer.from('No copyright, use freely\0', 'latin1'),
      ]),
    ],
    ['wtpt', xyzTag([0.9642, 1, 0.8249])],
    ['rXYZ', column(0)],
    ['gXYZ', column(1)],
    ['bXYZ', column(2)],
    ['rTRC', curveBytes],
    ['gTRC', curveBytes],
    ['bTRC', curveBytes],
  ];
  return assembled(tags);
}

function assembled(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  const bodies: Buffer[] = [];
  const known = new Map<Buffer, number>();
  let at = HEADER_BYTES + table.byteLength;
  tags.forEach(([name, data], i) => {
    const start = known.get(data) ?? at;
    if (!known.has(data)) {
      known.set(data, at);
      const padded = Buffer.concat([data, Buffer.alloc((4 - (data.byteLength % 4)) % 4)]);
      bodies.push(padded);
      at += padded.byteLength;
    }
    table.write(name, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(start, 8 + 12 * i);
    table.writeUInt32BE(data.byteLength, 12 + 12 * i);
  });
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x02400000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  xyzNumbers([0.9642, 1, 0.8249]).copy(header, 68);
  return Buffer.concat([header, table, ...bodies]);
}

function xyzNumbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    bytes.writeInt32BE(Math.round(value * 65_536), 4 * i);
  });
  return bytes;
}

function xyzTag(values: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), xyzNumbers(values)]);
}

function descriptionTag(name: string): Buffer {
  const text = Buffer.from(`${name}\0`, 'latin1');
  const head = Buffer.alloc(12);
  head.write('desc', 0, 'latin1');
  head.writeUInt32BE(text.byteLength, 8);
  // No Unicode and no Macintosh name.
  return Buffer.concat([head, text, Buffer.alloc(4 + 4 + 2 + 1 + 67)]);
}

function curveTag(curve: TransferCurve): Buffer {
  const gamma = gammaOf(curve);
  const count = gamma === null ? TABLE_LENGTH : 1;
  const bytes = Buffer.alloc(12 + 2 * count);
  bytes.write('curv', 0, 'latin1');
  bytes.writeUInt32BE(count, 8);
  if (gamma !== null) {
    bytes.writeUInt16BE(Math.round(gamma * 256), 12);
    return bytes;
  }
  for (let i = 0; i < count; i += 1) {
    const light = Math.min(1, Math.max(0, curve(i / (count - 1))));
    bytes.writeUInt16BE(Math.round(light * 65_535), 12 + 2 * i);
  }
  return bytes;
}

/** The exponent of a plain power curve that the short form holds exactly enough. */
function gammaOf(curve: TransferCurve): number | null {
  if (isSrgbCurve(curve)) return null;
  const gamma = Math.round((256 * Math.log(curve(0.5))) / Math.log(0.5)) / 256;
  const isPower = [0.1, 0.25, 0.75, 0.9].every((v) => Math.abs(curve(v) - v ** gamma) < 0.0005);
  return isPower ? gamma : null;
}
