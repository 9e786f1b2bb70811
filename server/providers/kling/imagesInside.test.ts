import { expect, test } from 'vitest';
import { cutOutImages, imageInside } from './imagesInside.ts';

const file = Buffer.from(Array.from({ length: 900 }, (_value, index) => (index * 37) % 256));
const base64 = file.toString('base64');

test.each([
  ['as Base64', base64],
  ['as a data: URL', `data:image/png;base64,${base64}`],
  ['as a data: URL with parameters', `data:image/png;name=a.png;BASE64,${base64}`],
  ['in the letters of addresses', file.toString('base64url')],
  ['with every slash escaped', base64.replaceAll('/', '\\/')],
  ['in lines', base64.replaceAll(/.{76}/g, '$&\\r\\n')],
  ['small, as a data: URL', `data:image/png;base64,${file.subarray(0, 9).toString('base64')}`],
])('an image %s is taken out, and is the same file', (name, written) => {
  const { rest, images } = cutOutImages(Buffer.from(`{"a":"x \\" y","b64_json":"${written}","z":1}`));
  expect(JSON.parse(rest.toString())).toEqual({ a: 'x " y', b64_json: 'in-answer:0', z: 1 });
  const expected = name.startsWith('small') ? file.subarray(0, 9) : file;
  expect(imageInside('in-answer:0', images)?.equals(expected)).toBe(true);
  expect(imageInside('in-answer:1', images)).toBeNull();
});

test.each([
  ['an address', `{"url":"https://host/${'a'.repeat(400)}"}`],
  ['an id', `{"task_id":"${'a'.repeat(200)}"}`],
  ['words', `{"message":"${'no luck '.repeat(90)}"}`],
  ['backslashes before a quote', String.raw`{"a":"\\","b":"\\\""}`],
  ['an image that is cut off', `{"b64_json":"${base64}`],
  ['no JSON', '<html title="Hello">'],
])('%s stays as it is', (_name, text) => {
  expect(cutOutImages(Buffer.from(text))).toEqual({ rest: Buffer.from(text), images: [] });
});
