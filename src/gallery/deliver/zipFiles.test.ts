import { expect, test } from 'vitest';
import { type ZipEntry, zipFiles } from './zipFiles.ts';

const entries: ZipEntry[] = ['a.png', 'b.png', 'A.png'].map((name, index) => ({ name, url: `/${index}` }));
const signal = () => new AbortController().signal;

/** Names in the central directory of a zip (APPNOTE 4.3.12). */
async function namesIn(zip: Blob): Promise<string[]> {
  const bytes = Buffer.from(await zip.arrayBuffer());
  const names: string[] = [];
  const head = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 46)) {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString('utf8', at + 46, at + 46 + length));
  }
  return names;
}

test('every file is in the zip, byte for byte, under a name of its own', async () => {
  const done: number[] = [];
  const { zip, missing } = await zipFiles(entries, {
    ...{ signal: signal(), onProgress: (count: number) => done.push(count) },
    fetchEntry: async ({ url }) => new Blob([`bytes of ${url}`]),
  });
  expect(missing).toEqual([]);
  expect(done).toEqual([1, 2, 3]);
  expect(await namesIn(zip)).toEqual(['a.png', 'b.png', 'A (2).png']);
  expect(await zip.text()).toContain('bytes of /1');
});

test('a file that fails is named, in the zip too, and the others still come', async () => {
  const { zip, missing } = await zipFiles(entries, {
    ...{ signal: signal(), onProgress: () => undefined },
    fetchEntry: async ({ url }) => {
      if (url === '/1') throw new Error('gone');
      return new Blob([url]);
    },
  });
  expect(missing).toEqual(['b.png']);
  expect(await namesIn(zip)).toEqual(['a.png', 'A (2).png', 'Not in this zip.txt']);
  expect(await zip.text()).toContain('b.png');
});

test('a zip whose seventh file fails holds the nine others', async () => {
  const ten = Array.from({ length: 10 }, (_, at) => ({ name: `${at + 1}.png`, url: `/${at + 1}` }));
  const { zip, missing } = await zipFiles(ten, {
    ...{ signal: signal(), onProgress: () => undefined },
    fetchEntry: async ({ url }) => (url === '/7' ? Promise.reject(new Error('gone')) : new Blob([url])),
  });
  expect(missing).toEqual(['7.png']);
  const others = ten.map(({ name }) => name).filter((name) => name !== '7.png');
  expect(await namesIn(zip)).toEqual([...others, 'Not in this zip.txt']);
});

test('one that is given up fetches nothing more', async () => {
  const given = new AbortController();
  const fetched: string[] = [];
  const zipping = zipFiles(entries, {
    ...{ signal: given.signal, onProgress: () => given.abort() },
    fetchEntry: async ({ url }) => {
      fetched.push(url);
      return new Blob([url]);
    },
  });
  await expect(zipping).rejects.toMatchObject({ name: 'AbortError' });
  expect(fetched).toEqual(['/0']);
});
