import { expect, test } from 'vitest';
import { CENTRED, expansionToSize } from '../anchor.ts';
import { areaFactor, type Expansion } from '../expansion.ts';
import { aspectName } from '../frame.ts';
import { totalPrice } from '../price.ts';
import { SIDES, type Size } from '../side.ts';
import { planFor } from './plan.ts';
import { imagesPaid } from './quote.ts';

const HEIGHT = 1080;
const PRICE = '$0.03';

/** What designers ask for most, each from a picture of its usual size to the smallest frame of the other shape. */
const CONVERSIONS: readonly (readonly [from: Size, to: readonly [number, number], what: string])[] = [
  [wide(16, 9), [9, 16], 'video frame to story'],
  [wide(16, 9), [4, 5], 'video frame to feed portrait'],
  [wide(16, 9), [1, 1], 'video frame to square'],
  [wide(16, 9), [2, 3], 'video frame to pin'],
  [wide(16, 9), [21, 9], 'video frame to cinema'],
  [wide(16, 9), [4, 1], 'video frame to profile cover'],
  [wide(3, 2), [9, 16], 'photograph to story'],
  [wide(3, 2), [16, 9], 'photograph to thumbnail'],
  [wide(3, 2), [1, 1], 'photograph to square'],
  [wide(3, 2), [3, 1], 'photograph to header'],
  [wide(4, 3), [9, 16], 'tablet photograph to story'],
  [wide(4, 3), [16, 9], 'tablet photograph to thumbnail'],
  [wide(1, 1), [9, 16], 'square to story'],
  [wide(1, 1), [16, 9], 'square to thumbnail'],
  [wide(1, 1), [32, 9], 'square to ultrawide'],
  [wide(1, 1), [4, 1], 'square to profile cover'],
  [wide(1, 1), [6, 1], 'square to banner'],
  [wide(4, 5), [16, 9], 'feed portrait to thumbnail'],
  [wide(9, 16), [16, 9], 'story to thumbnail'],
  [wide(9, 16), [21, 9], 'story to cinema'],
];

function wide(w: number, h: number): Size {
  return { width: Math.round((HEIGHT * w) / h), height: HEIGHT };
}

function smallestFrame({ width, height }: Size, [w, h]: readonly [number, number]): Size {
  return width * h > height * w
    ? { width, height: Math.round((width * h) / w) }
    : { width: Math.round((height * w) / h), height };
}

/** `1.78× (up 0.39, bottom 0.39)` */
function stepLabel({ expansion }: { readonly expansion: Expansion }): string {
  const ratios = SIDES.filter((side) => expansion[side] > 0).map(
    (side) => `${side} ${expansion[side].toFixed(2)}`,
  );
  return `${areaFactor(expansion).toFixed(2)}× (${ratios.join(', ')})`;
}

function lineOf([size, to, what]: (typeof CONVERSIONS)[number]): string {
  const frame = smallestFrame(size, to);
  const expansion = expansionToSize(size, frame, CENTRED);
  const { steps } = planFor(size, expansion);
  const factors = steps?.map(stepLabel).join(', then ');
  const ends = `${size.width} × ${size.height} → ${frame.width} × ${frame.height}`;
  const shapes = `${aspectName(size)} → ${to.join(':')}`;
  const area = areaFactor(expansion).toFixed(2);
  const cost = totalPrice(PRICE, imagesPaid(steps?.length ?? 0, 1));
  return `| ${what} | ${shapes} | ${ends} | ${area}× | ${steps?.length ?? 'none'} | ${factors ?? ''} | ${cost} |`;
}

const PAGE = (lines: readonly string[]) => `# Plans

Requests that twenty common changes of shape take, the source in the middle. One request gives at most three times the
area; what takes more goes in steps, each of which begins from the finished picture of the one before and is paid for
like any request: here ${PRICE} an image, for one image. [plan.ts](../src/domain/plan/plan.ts) makes the plans, and a
test writes this table (\`npx vitest run src/domain/plan -u\`).

| change | shape | pixels | area | requests | each request’s area and ratios | cost |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;

test('the table of common changes of shape is as plans are made', async () => {
  for (const [size, to] of CONVERSIONS) {
    const { steps } = planFor(size, expansionToSize(size, smallestFrame(size, to), CENTRED));
    expect(steps?.at(-1)?.frame).toMatchObject(smallestFrame(size, to));
  }
  await expect(PAGE(CONVERSIONS.map(lineOf))).toMatchFileSnapshot('../../../docs/plans.md');
});
