import { expect, test } from 'vitest';
import { sizeError } from './sizeError.ts';

test('an image that cannot be a source is told of with its size and the rule', () => {
  expect(sizeError({ width: 299, height: 400 })?.detail).toBe(
    'This image is 299 × 400 px. Both sides need at least 300 px. Enlarge the image or open a bigger one.',
  );
  expect(sizeError({ width: 300, height: 400 })).toBeNull();
});
