import { expect, test } from 'vitest';
import {
  addressesIn,
  addressesInList,
  addressIn,
  completeAddress,
  fileNameIn,
  hostIn,
  isPath,
} from './webAddress.ts';

test.each([
  ['https://a.example/cat.jpg', 'https://a.example/cat.jpg'],
  [' a.example/cat.jpg\n', 'https://a.example/cat.jpg'],
  ['a.example:8080/cat.jpg', 'https://a.example:8080/cat.jpg'],
  ['http://a.example', 'http://a.example'],
  ['file:///etc/passwd', 'file:///etc/passwd'],
])('%j is asked for as %s', (typed, complete) => expect(completeAddress(typed)).toBe(complete));

test.each([
  ['https://a.example/cat.jpg', 'https://a.example/cat.jpg'],
  ['\n HTTP://a.example/cat.jpg ', 'HTTP://a.example/cat.jpg'],
  ['see https://a.example/cat.jpg', null],
  ['https://a.example and https://b.example', null],
  ['a.example', null],
  ['file:///etc/passwd', null],
  ['javascript:alert(1)', null],
  ['data:image/png;base64,AAAA\nBBBB ', 'data:image/png;base64,AAAA\nBBBB'],
  ['data:text/html,hello', null],
  ['https://', null],
  ['', null],
])('pasting %j opens %s', (pasted, address) => expect(addressIn(pasted)).toBe(address));

test.each([
  ['C:\\Users\\anna\\photo.jpg', true],
  ['"C:\\Users\\anna\\my photo.jpg"', true],
  ['d:/photo.jpg', true],
  ['\\\\server\\share\\photo.jpg', true],
  ['/home/anna/photo.jpg', true],
  ['~/photo.heic', true],
  ['file:///home/anna/photo.jpg', true],
  ['../photos/my photo.CR3', true],
  ['/', false],
  ['//cdn.example.com/a.png', false],
  ['/r/art.com', false],
  ['/* x */ import a from "./a.png"', false],
  ['/* as in a.png', false],
  ['/home/anna/a.jpg\r/home/anna/b.jpg', false],
  ['C:\\photos\\a.jpg\nC:\\photos\\b.jpg', false],
  ['and/or', false],
  ['/home/anna and more words', false],
  ['https://a.example/photo.jpg', false],
  ['a.example:8080/photo.jpg', false],
  ['', false],
])('%j is a path: %s', (text, is) => expect(isPath(text)).toBe(is));

test('of a dragged list the web addresses count', () => {
  const list = '# a comment\r\nfile:///a.jpg\r\nhttps://a.example/b.jpg\r\nhttps://c.example/';
  expect(addressesInList(list)).toEqual(['https://a.example/b.jpg', 'https://c.example/']);
  expect(addressesInList('')).toEqual([]);
});

test.each([
  ['one', 'https://a.example/1.jpg\n', ['https://a.example/1.jpg']],
  [
    'one a line',
    ' https://a.example/1.jpg \r\n\r\nhttps://a.example/2.jpg\nhttps://a.example/1.jpg',
    ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
  ],
  [
    'one that is the image, wrapped',
    'data:image/png;base64,AAAA\nBBBB',
    ['data:image/png;base64,AAAA\nBBBB'],
  ],
  ['a text with addresses', 'see\nhttps://a.example/1.jpg', []],
  ['nothing', ' \n', []],
])('of a pasted text, %s: its addresses', (_what, text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test.each([
  ['https://a.example/photos/my%20cat.jpg?size=large#top', 'my cat.jpg', 'a.example'],
  ['https://a.example:8080/', 'a.example:8080', 'a.example:8080'],
  ['https://a.example/100%.jpg', '100%.jpg', 'a.example'],
])('%s is shown as %s from %s', (address, name, host) => {
  expect(fileNameIn(address)).toBe(name);
  expect(hostIn(address)).toBe(host);
});

test('what is no address at all still has somewhere to come from', () =>
  expect(hostIn('https://')).toBe('the web'));
