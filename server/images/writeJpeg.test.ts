import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { iptcOf } from './iptc.ts';
import { sharp } from './sharpSetup.ts';
import { writeJpeg } from './writeJpeg.ts';

const size = { width: 64, height: 48 };

test('a JPEG carries the profile, however long, and what there is of metadata', async () => {
  const own = await testImage(size)
    .withMetadata({ density: 300 })
    .withExifMerge({ IFD0: { Artist: 'Ada' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    .jpeg()
    .toBuffer();
  const metadata = {
    ...(await sharp(own).metadata()),
    iptc: Buffer.from('\x1c\x02\x74\0\x05© Ada', 'latin1'),
  };
  // Readers put its parts together again.
  const profile = Buffer.concat([metadata.icc ?? Buffer.alloc(0), Buffer.alloc(150_000, 7)]);
  profile.writeUInt32BE(profile.byteLength, 0);
  const file = path.join(await temporaryFolder(), 'copy.jpg');
  const data = Uint8Array.from({ length: 64 * 48 * 3 }, (_, at) => at % 251);
  const kept = await writeJpeg({
    ...{ path: file, metadata, profile, quality: 95 },
    raster: { ...size, channels: 3, data },
  });
  expect(kept).toEqual(['resolution', 'exif', 'xmp', 'iptc']);
  const bytes = await readFile(file);
  expect([bytes.toString('latin1', 6, 10), bytes[13], bytes.readUInt16BE(14)]).toEqual(['JFIF', 1, 300]);
  const written = await sharp(bytes).metadata();
  expect(written).toMatchObject({ ...size, density: 300, chromaSubsampling: '4:4:4' });
  expect(written.icc?.equals(profile)).toBe(true);
  expect(written.exif?.toString('latin1')).toContain('Ada');
  expect(written.xmp?.toString()).toContain('xmpmeta');
  expect(iptcOf(written)).toEqual(metadata.iptc);
});
