import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened, storableText } from './storableText.ts';

test.each([
  ['a\0b', 'a\ufffdb'],
  ['\ud83d', '\ufffd'],
  ['\ude00!', '\ufffd!'],
  ['\ud83d\ude00', '\ud83d\ude00'],
  ['\ude00\ud83d', '\ufffd\ufffd'],
])('%j becomes %j', (text, expected) => {
  expect(storableText(text)).toBe(expected);
});

test('whatever comes is storable, and so is the beginning of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, length) => {
      const stored = shortened(storableText(text), length);
      expect(stored.length).toBeLessThanOrEqual(length);
      expect(stored).not.toContain('\0');
      expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored);
    }),
  );
});
