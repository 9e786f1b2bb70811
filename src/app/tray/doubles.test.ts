import { expect, test } from 'vitest';
import { withoutDoubles } from './doubles.ts';

/** Files of one length, as unpacked images of one camera are; tells how much of it was read. */
class CountedFile extends File {
  bytesRead = 0;
  override slice(from = 0, to = this.size): Blob {
    this.bytesRead += Math.min(to, this.size) - from;
    return super.slice(from, to);
  }
}

const LENGTH = 5_000_000;

function photo(name: string, changed: Readonly<Record<number, number>> = {}): CountedFile {
  const bytes = new Uint8Array(LENGTH);
  for (const [at, value] of Object.entries(changed)) bytes[Number(at)] = value;
  return new CountedFile([bytes], name);
}

test('of files of one length a piece of the middle is read, and all of it only where that is the same', async () => {
  const first = photo('first');
  const inTheMiddle = photo('in the middle', { [LENGTH / 2 + 5]: 1 });
  const atTheEnd = photo('at the end', { [LENGTH - 1]: 1 });
  const { single, doubles } = await withoutDoubles([first, inTheMiddle, atTheEnd, photo('copy')], []);
  expect(single.map(({ name }) => name)).toEqual(['first', 'in the middle', 'at the end']);
  expect(doubles.map(({ name }) => name)).toEqual(['copy']);
  // However many there are.
  expect(inTheMiddle.bytesRead).toBeLessThan(70_000);
});

test('a hundred files of one length are each looked into once', async () => {
  const files = Array.from({ length: 100 }, (_, n) => {
    const bytes = new Uint8Array(200_000).fill(n);
    return new CountedFile([bytes], `${n}.bmp`);
  });
  const { single } = await withoutDoubles(files, []);
  expect(single).toHaveLength(100);
  expect(Math.max(...files.map(({ bytesRead }) => bytesRead))).toBeLessThan(70_000);
});
