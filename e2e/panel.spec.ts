import type { Locator } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';

test.use({ provider: 'deerapi', relaySettings: { PRICE_PER_IMAGE: '$0.03' } });

test('format, frame, prompt, images, the total price and Expand are in view together, on a small screen too; the sides are a click away', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow');
  await editor.chooseFormat('instagram story');
  await editor.imageCount.fill('3');
  const panel = page.getByRole('form', { name: 'Expansion' });
  const parts = [
    editor.format,
    editor.width,
    editor.height,
    editor.gauge,
    editor.prompt,
    editor.imageCount,
    panel.getByRole('combobox', { name: /^Provider/ }),
    panel.getByText('$0.09 for 3 images · Kling (DeerAPI)'),
    editor.expandButton,
  ];
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const part of parts) await expect(part).toBeInViewport({ ratio: 1 });
    const topOf = async (part: Locator) => (await part.boundingBox())?.y ?? Number.NaN;
    const order = [editor.format, editor.width, editor.prompt, editor.imageCount, editor.expandButton];
    const tops = await Promise.all(order.map(topOf));
    expect(tops, 'in the order of the work').toEqual(tops.toSorted((a, b) => a - b));
    expect(await panel.evaluate(smallestText)).toBeGreaterThanOrEqual(12);
  }
  await expect(editor.field('left')).toBeHidden();
  await panel.getByText('Sides and options').click();
  await expect(editor.field('left')).toHaveValue('0');
  await panel.getByText('Sides and options').press('Enter');
  await expect(editor.field('left')).toBeHidden();
  // Kept within the click: whatever comes after it may be a reload.
  const kept = await panel.getByText('Sides and options').evaluate((summary: HTMLElement) => {
    summary.click();
    return localStorage.getItem('outframe-editor');
  });
  expect(kept).toContain('"areSidesShown":true');
  await page.reload();
  await expect(editor.field('left')).toHaveValue('0');
});

test('the small picture of the frame ends the source where the frame begins, left and right', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow'); // 1600 × 1066
  await editor.typeSide('left', 400);
  await editor.typeSide('right', 1200);
  const preview = page.locator('[style*="--across"]');
  await expect(preview).toHaveCSS('--left', String(400 / 3200));
  const { data, info } = await sharp(await preview.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colourAt = (framePx: number) => {
    const column = Math.round((framePx / 3200) * info.width);
    const at = (Math.floor(info.height / 2) * info.width + column) * info.channels;
    return data.subarray(at, at + info.channels).toString('hex');
  };
  const [added, source] = [colourAt(300), colourAt(1200)];
  expect(source).not.toBe(added);
  expect([colourAt(500), colourAt(1900)]).toEqual([source, source]);
  expect([colourAt(2100), colourAt(3100)]).toEqual([added, added]);
});

/** The size of the smallest letters of what is shown, in CSS pixels. */
function smallestText(root: Element): number {
  const sizes = [...root.querySelectorAll('*')]
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    .map((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  return Math.min(...sizes);
}
