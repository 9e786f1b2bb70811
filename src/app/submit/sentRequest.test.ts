import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CENTRED, expansionToSize, meantAnchor } from '../../domain/anchor.ts';
import { taskFieldsSchema, taskRequestSchema } from '../../domain/contract/taskRequest.ts';
import { requestOf } from '../../domain/crop.ts';
import { addsNothing } from '../../domain/expansion.ts';
import { sentRequest } from './sentRequest.ts';

const SOURCE_ID = 'a'.repeat(64);
const sourceSize = { width: 400, height: 300 };
const LEAST = { maxSteps: 1, prompt: '', n: 1 };

/** As a press is kept: all that may be left out has a value. */
const press = (fields: object) => ({
  asked: taskFieldsSchema.omit({ sourceId: true }).parse(fields),
  sourceSize,
});

test('what says nothing is left out: a relay that does not know a field refuses it', () => {
  const expansion = expansionToSize(sourceSize, { width: 501, height: 500 }, CENTRED);
  const centred = press({ expansion, anchor: CENTRED });
  expect(sentRequest(SOURCE_ID, centred)).toEqual({ sourceId: SOURCE_ID, expansion, ...LEAST });
  const unset = press({ expansion, anchor: null });
  expect(sentRequest(SOURCE_ID, unset)).toEqual({ sourceId: SOURCE_ID, expansion, ...LEAST });
});

test('an anchor that the sides tell is left out; one along an axis that adds nothing is sent', () => {
  const corner = { x: 1, y: 0 };
  const square = expansionToSize(sourceSize, { width: 500, height: 500 }, corner);
  expect(sentRequest(SOURCE_ID, press({ expansion: square, anchor: corner }))).not.toHaveProperty('anchor');
  const wide = expansionToSize(sourceSize, { width: 500, height: 300 }, corner);
  expect(sentRequest(SOURCE_ID, press({ expansion: wide, anchor: corner }))).toMatchObject({
    anchor: corner,
  });
});

const length = fc.integer({ min: 1, max: 600 });
const share = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));

test('«Edit again» finds the source where it was to lie, whether its anchor was sent or not', () => {
  fc.assert(
    fc.property(length, length, share, share, (width, height, x, y) => {
      const expansion = expansionToSize(sourceSize, { width, height }, { x, y });
      const asked = requestOf(sourceSize, expansion);
      fc.pre(!addsNothing(asked.expansion));
      const anchor = meantAnchor(sourceSize, expansion, { x, y });
      const sent = taskRequestSchema.safeParse(
        sentRequest(SOURCE_ID, press({ ...asked, anchor, maxSteps: 2 })),
      );
      expect(meantAnchor(sourceSize, expansion, sent.data?.anchor ?? CENTRED)).toEqual(anchor);
      expect(sent.data).toMatchObject(asked);
    }),
  );
});
