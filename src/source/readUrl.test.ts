import { expect, test } from 'vitest';
import { ProblemError } from '../domain/problem.ts';
import { inlineImage, readUrl } from './readUrl.ts';

const bytesOf = async (text: string) => [...new Uint8Array((await inlineImage(text)?.arrayBuffer()) ?? [])];

test('an address that is the image itself is read, however long and wrapped it is', async () => {
  const long = Buffer.alloc(200_000, 7).toString('base64');
  expect(await bytesOf(`data:image/png;base64,${long}`)).toHaveLength(200_000);
  expect(await bytesOf(' data:image/png;base64,AQ\r\nID ')).toEqual([1, 2, 3]);
  expect(await bytesOf('DATA:IMAGE/PNG;name=a.png;base64,AQID')).toEqual([1, 2, 3]);
  expect(await bytesOf('data:image/png;base64,AQ%3D%3D')).toEqual([1]);
  expect(await bytesOf('data:image/png,%01ab')).toEqual([1, 97, 98]);
  expect(inlineImage('data:image/webp;base64,AQID')?.type).toBe('image/webp');
});

test('any other address is none', () => expect(inlineImage('https://a.example/data:image/png')).toBeNull());

test.each([
  ['data:image/png;base64,A', 'image-damaged'],
  ['data:image/png;base64,AQI*', 'image-damaged'],
  ['data:text/html;base64,AQID', 'url-without-image'],
  ['data:', 'url-without-image'],
])('%s says %s', (text, code) => {
  expect(() => inlineImage(text)).toThrow(expect.objectContaining({ code }));
  expect(() => inlineImage(text)).toThrow(ProblemError);
});

test('a path on a disk is refused without asking anybody', async () => {
  const read = readUrl('C:\\photos\\a.jpg', new AbortController().signal);
  await expect(read).rejects.toMatchObject({
    code: 'url-refused',
    detail: expect.stringMatching(/Choose the file/),
  });
});
