import { expect, test } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { previewShape } from './previewShape.ts';

const size = { width: 100, height: 100 };

test('the source lies in its frame by shares', () => {
  expect(previewShape(size, { ...NO_EXPANSION, left: 0.5, right: 0.5 })).toEqual({
    ...{ '--aspect': 2, '--left': 0.25, '--top': 0, '--across': 0.5, '--down': 1 },
  });
});

test('a frame as wide as its source that lies beside it cuts a part off', () => {
  expect(previewShape(size, { ...NO_EXPANSION, left: -0.2, right: 0.2 })).toMatchObject({
    ...{ '--left': -0.2, '--across': 1 },
  });
});
