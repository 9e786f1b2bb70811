import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { iptcChunk, iptcOf } from './iptc.ts';

const records = Buffer.from('\x1c\x02\x74\0\x05© Ada', 'latin1');
const length = Buffer.from([0, 0, 0, records.length]);
const resource = (name: Buffer) =>
  Buffer.concat([Buffer.from('8BIM\x04\x04', 'latin1'), name, length, records]);
const comment = (text: string) => ({ comments: [{ keyword: 'Raw profile type iptc', text }] });
const textOf = (data: Buffer) => inflateSync(data.subarray(data.indexOf('\0\0') + 2)).toString('latin1');

test.each([
  ['by itself, as in a TIFF', { iptc: records }],
  ['in a resource of Photoshop without a name', { iptc: resource(Buffer.alloc(2)) }],
  ['in one with a name', { iptc: resource(Buffer.from('\x04IPTC\0', 'latin1')) }],
  [
    'behind Photoshop\u2019s name and another resource, as in a JPEG',
    {
      iptc: Buffer.concat([
        Buffer.from('Photoshop 3.0\x008BIM\x03\xed\0\0\0\0\0\x02\0\0', 'latin1'),
        resource(Buffer.alloc(2)),
      ]),
    },
  ],
  ['in a PNG of ours', comment(textOf(iptcChunk(records).data))],
  [
    'in a PNG of ImageMagick\u2019s, which wraps it again',
    comment(textOf(iptcChunk(resource(Buffer.alloc(2))).data)),
  ],
])('IPTC is found %s', (_name, metadata) => {
  expect(iptcOf(metadata)).toEqual(records);
});

test.each([
  ['nothing', {}],
  ['a resource that breaks off', { iptc: resource(Buffer.alloc(2)).subarray(0, 9) }],
  ['another resource', { iptc: Buffer.from('Photoshop 3.0\x008BIM\x03\xed\0\0\0\0\0\0', 'latin1') }],
  ['digits that are fewer than they say', comment('\niptc\n      10\n1c02\n')],
])('%s is no IPTC', (_name, metadata) => {
  expect(iptcOf(metadata)).toBeUndefined();
});
