import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { base64Body } from './base64Body.ts';
import { Base64Files } from './base64Files.ts';

async function fileOf(bytes: Buffer): Promise<string> {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, bytes);
  return file;
}

async function piecesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

test.each([0, 1, 2, 3, 24_575, 24_577, 49_151, 49_153, 393_215, 393_216, 393_217, 500_000])(
  'a file of %i bytes is sent as exact Base64, with its exact length, however often',
  async (size) => {
    const bytes = randomBytes(size);
    const file = await fileOf(bytes);
    const files = new Base64Files();
    for (let time = 0; time < 3; time += 1) {
      const body = await base64Body(files, { file, field: 'image', fields: { n: 1, prompt: 'ü"' } });
      const text = Buffer.concat(await piecesOf(body.chunks()));
      expect(text.length).toBe(body.bytes);
      expect(JSON.parse(text.toString('utf8'))).toEqual({
        image: bytes.toString('base64'),
        n: 1,
        prompt: 'ü"',
      });
    }
  },
);

test('of a file that is sent again, all who send it get the same pieces, wherever each of them is', async () => {
  const bytes = randomBytes(1_000_000);
  const opened = await new Base64Files().open(await fileOf(bytes));
  await piecesOf(opened.parts());
  const [slow, quick] = [opened.parts()[Symbol.asyncIterator](), opened.parts()];
  const first = (await slow.next()).value;
  const all = await piecesOf(quick);
  expect(all[0]).toBe(first);
  expect((await slow.next()).value).toBe(all[1]);
  expect(Buffer.concat(all).toString()).toBe(bytes.toString('base64'));
  // Both at once, from the same place on.
  const [one, other] = await Promise.all([piecesOf(opened.parts()), piecesOf(opened.parts())]);
  expect(one.every((piece, index) => piece === other[index] && piece === all[index])).toBe(true);
});

test('while one file is held that way, another one is not, and a third is once nobody sends the first', async () => {
  const files = new Base64Files();
  const [first, second] = await Promise.all(
    [1, 2].map(async () => files.open(await fileOf(randomBytes(500_000)))),
  );
  if (first === undefined || second === undefined) throw new Error('There are two.');
  await piecesOf(first.parts());
  const held = first.parts()[Symbol.asyncIterator]();
  const kept = (await held.next()).value;
  await piecesOf(second.parts());
  expect((await piecesOf(second.parts()))[0]).not.toBe((await piecesOf(second.parts()))[0]);
  expect((await piecesOf(first.parts()))[0]).toBe(kept);
  await held.return?.();
  expect((await piecesOf(second.parts()))[0]).toBe((await piecesOf(second.parts()))[0]);
});

test('what is being sent is kept however long that takes, and no other beside it; then for its time', async () => {
  const time = handledTime();
  const files = new Base64Files(time.later);
  const first = await files.open(await fileOf(randomBytes(500_000)));
  const second = await files.open(await fileOf(randomBytes(500_000)));
  await piecesOf(first.parts());
  const slow = first.parts()[Symbol.asyncIterator]();
  const kept = (await slow.next()).value;
  time.passes();
  await piecesOf(second.parts());
  expect((await piecesOf(second.parts()))[0]).not.toBe((await piecesOf(second.parts()))[0]);
  await slow.return?.();
  const last = first.parts()[Symbol.asyncIterator]();
  expect((await last.next()).value).toBe(kept);
  time.passes();
  await last.return?.();
  time.passes();
  expect((await piecesOf(first.parts()))[0]).not.toBe(kept);
});

test('what cannot be read fails for all who send it, and is tried anew for the next', async () => {
  const folder = await temporaryFolder();
  const opened = await new Base64Files().open(folder);
  const send = () => piecesOf(opened.parts());
  await expect(send()).rejects.toThrow('EISDIR');
  const together = await Promise.allSettled([send(), send()]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(send()).rejects.toThrow('EISDIR');
});

/** Goes by when the test says so. */
function handledTime() {
  let due: (() => void) | null = null;
  return {
    later: (_afterMs: number, work: () => void) => {
      due = work;
      return () => {
        due = null;
      };
    },
    passes: () => {
      const work = due;
      due = null;
      work?.();
    },
  };
}
