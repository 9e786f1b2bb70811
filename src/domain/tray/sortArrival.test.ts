import { expect, test } from 'vitest';
import { MAX_TRAY } from '../limits.ts';
import { reportSentences, sortArrival, withUnusable } from './sortArrival.ts';

const file = (name: string, type = '', size = 1000) => ({ name, type, size });

test('a folder of a thousand files is sorted by what can be told without reading them', () => {
  const jpegs = Array.from({ length: 260 }, (_, index) => file(`${index}.jpg`, 'image/jpeg'));
  const texts = Array.from({ length: 736 }, (_, index) => file(`${index}.txt`, 'text/plain'));
  const others = [file('phone.HEIC'), file('torn.png', 'image/png', 0), file('.DS_Store'), file('Thumbs.db')];
  const sorted = sortArrival([...others, ...texts, ...jpegs], MAX_TRAY);
  expect(sorted.images).toHaveLength(200);
  expect(sorted.images[0]?.name).toBe('phone.HEIC');
  expect(sorted.beyond).toHaveLength(61);
  expect(sorted.foreign).toEqual(texts);
  expect(sorted.empty.map(({ name }) => name)).toEqual(['torn.png']);
});

test.each([
  ['drawing.svg', 'image/svg+xml', false],
  ['scan.tif', '', true],
  ['photo.jxl', 'application/octet-stream', true],
  ['photo', 'image/webp', true],
  ['jpg', '', false],
  ['notes.jpg.txt', 'text/plain', false],
])('%s of type «%s» is an image: %s', (name, type, isImage) => {
  expect(sortArrival([file(name, type)], 1).images).toHaveLength(isImage ? 1 : 0);
});

test('what was left out is told with its names and with what to do', () => {
  const names = (count: number, ending: string) => Array.from({ length: count }, (_, i) => `${i}.${ending}`);
  const leftOut = {
    foreign: names(612, 'txt'),
    empty: ['torn.png'],
    double: [],
    beyond: names(2, 'jpg'),
    unread: ['a.jpg'],
    unusable: [],
  };
  expect(
    reportSentences({ arrived: 1000, added: 200, leftOut, whyUnread: 'There is no image.', isCut: false }),
  ).toEqual({
    summary: '200 of 1,000 files were opened.',
    reasons: [
      '612 files are no images that can be opened here: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt, 607 more.',
      '1 file is empty; copy it once more: torn.png.',
      '2 files did not fit, since 200 images are open at most; remove some and drop them again: 0.jpg, 1.jpg.',
      '1 file could not be had from its address: a.jpg. There is no image.',
    ],
  });
  const none = { foreign: [], empty: [], double: [], beyond: [], unread: [], unusable: [] };
  expect(reportSentences({ arrived: 0, added: 0, leftOut: none, whyUnread: null, isCut: false })).toEqual({
    summary: 'No image was opened.',
    reasons: [expect.stringContaining('No file was found in the folder.')],
  });
  expect(reportSentences({ arrived: 3, added: 3, leftOut: none, whyUnread: null, isCut: false })).toBeNull();
  expect(reportSentences({ arrived: 5000, added: 200, leftOut: none, whyUnread: null, isCut: true })).toEqual(
    {
      summary: '200 of 5,000 files were opened.',
      reasons: ['Only the first 5,000 files were looked at; drop the others by themselves.'],
    },
  );
  expect(
    reportSentences({
      arrived: 1,
      added: 0,
      leftOut: { ...none, double: ['a.jpg'] },
      whyUnread: null,
      isCut: false,
    })?.summary,
  ).toBe('No image was opened.');
});

test('what turns out to be unusable is no longer told as opened; alone it calls for no notice', () => {
  const leftOut = { foreign: ['a.txt'], empty: [], double: [], beyond: [], unread: [], unusable: [] };
  const report = { arrived: 4, added: 3, leftOut, whyUnread: null, isCut: false };
  expect(reportSentences(withUnusable(report, 'torn.jpg'))).toEqual({
    summary: '2 of 4 files were opened.',
    reasons: ['1 file is no image that can be opened here: a.txt.', '1 file cannot be used: torn.jpg.'],
  });
  expect(
    reportSentences(withUnusable({ ...report, leftOut: { ...leftOut, foreign: [] } }, 'b.png')),
  ).toBeNull();
});
