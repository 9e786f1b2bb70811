import { expect, test } from 'vitest';
import { filesIn } from './filesIn.ts';

/** A folder as browsers hand it out: a hundred entries at a time. */
function folder(count: number): FileSystemEntry {
  const entries = Array.from({ length: count }, (_, index) => ({
    ...{ isFile: true, isDirectory: false, name: `${index}.jpg` },
    file: (take: (file: File) => void) => take(new File([], `${index}.jpg`)),
  }));
  const createReader = () => ({
    readEntries: (take: (some: unknown[]) => void) => take(entries.splice(0, 100)),
  });
  return { isFile: false, isDirectory: true, name: 'folder', createReader } as unknown as FileSystemEntry;
}

test.each([
  [12, 12, false],
  [5000, 5000, false],
  [5001, 5000, true],
])(
  'of a folder of %i files %i are taken, and that there are more is known: %s',
  async (count, taken, isCut) => {
    const found = await filesIn([folder(count)]);
    expect([found.files.length, found.isCut]).toEqual([taken, isCut]);
    expect(found.files.slice(0, 3).map(({ name }) => name)).toEqual(['0.jpg', '1.jpg', '2.jpg']);
  },
);
