// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { type Result, resultSchema } from '../../domain/contract/result.ts';
import type { FinishProof } from '../../domain/finishProof.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { ColourChoice, MetadataSwitch } from './DeliverChoices.tsx';

function resultIn(space: string, metadata: FinishProof['metadata']): Result {
  const colour = { space, model: 'rgb', bits: 8 };
  return resultSchema.parse({
    ...{ id: 'one', index: 0, width: 900, height: 600, fileBytes: 1000, flags: [] },
    proof: {
      largestDifference: 0,
      registration: {
        isAccepted: true,
        ...{ shift: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, uncertainty: 0.1 },
      },
      ...{ border: { before: 4, after: 0.3 }, seamRatio: 1, redrawn: 0, quality: 'seamless' },
      ...{ colour: { in: colour, out: colour }, metadata, isFilled: false },
    },
  });
}

const srgb = resultIn('sRGB', []);
const wide = resultIn('Display P3', ['exif']);

test.each([
  ['of results in sRGB there is nothing to choose', [srgb], ''],
  [
    'of several the choice is there where one of them has more colours',
    [srgb, wide],
    'ColourssRGBDisplay P3',
  ],
  ['of several kinds each keeps its own', [wide, resultIn('Adobe RGB', [])], 'ColourssRGBAs the sources'],
])('%s', (_, results, words) => {
  const { container, unmount } = mount(<ColourChoice results={results} profile="srgb" />);
  expect(container.textContent).toBe(words);
  unmount();
});

test.each([
  ['of one without metadata that is said', [srgb], 'This source has none', true],
  ['of several without it too', [srgb, srgb], 'These sources have none', true],
  ['of several it can be kept where one has some', [srgb, wide], 'Keep author, camera and place', false],
])('%s', (_, results, words, isOff) => {
  const { container, unmount } = mount(<MetadataSwitch results={results} metadata="kept" />);
  expect(container.textContent).toContain(words);
  expect(container.querySelector('input')?.disabled).toBe(isOff);
  unmount();
});
