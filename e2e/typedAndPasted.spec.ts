import { expect } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

const story = storiesOnOnePage('what is typed and pasted', (editor) => editor.openSample('Meadow'));

story('figures are read in the digits and with the separators of other places', async ({ page }) => {
  const editor = new EditorPage(page);
  for (const [typed, px] of [
    ['１２０ｐｘ', 120],
    ['١٣٠', 130],
    ['1.200', 1200],
  ] as const) {
    await editor.typeSide('left', typed);
    expect(await editor.pads('left'), typed).toBe(px);
  }
});

story(
  'copied cells, which are a text and a picture, go into the prompt as text; the image stays',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await editor.typeSide('left', 100);
    const isLeftToTheField = await editor.prompt.evaluate((field) => {
      const transfer = new DataTransfer();
      transfer.setData('text/plain', 'wide meadow');
      transfer.items.add(new File([new Uint8Array(8)], 'cells.png', { type: 'image/png' }));
      const paste = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
      return field.dispatchEvent(paste);
    });
    expect(isLeftToTheField).toBe(true);
    await expect(page.getByText('Meadow.jpg')).toBeVisible();
    expect(await editor.pads('left')).toBe(100);
  },
);

story('what the middle button pastes while it pans opens nothing', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('left', 100);
  const { x, y } = await editor.stageMiddle();
  await page.mouse.move(x, y);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(x + 60, y, { steps: 4 });
  // Under Linux Chromium pastes just before it tells of the release, Firefox just after.
  await page.evaluate(() => {
    const pasted: boolean[] = [];
    const paste = () => {
      const transfer = new DataTransfer();
      transfer.setData('text/plain', 'https://example.com/photo.jpg');
      const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
      pasted.push(!document.body.dispatchEvent(event));
      document.body.dataset.opened = pasted.join();
    };
    paste();
    window.addEventListener('pointerup', paste, { once: true });
  });
  await page.mouse.up({ button: 'middle' });
  await expect(page.locator('body')).toHaveAttribute('data-opened', 'false,false');
  expect(await editor.pads('left')).toBe(100);
});

story('two fingers on a touchpad pan both ways, a wheel and a pinch zoom', async ({ page }) => {
  const editor = new EditorPage(page);
  const { x, y } = await editor.stageMiddle();
  await page.mouse.move(x, y);
  const zoom = await editor.zoom.textContent();
  const before = await editor.handlePoint('right');
  await page.mouse.wheel(-20, -30);
  await expect.poll(async () => (await editor.handlePoint('right')).x).toBeCloseTo(before.x + 20);
  expect((await editor.handlePoint('right')).y).toBeCloseTo(before.y + 30);
  await expect(editor.zoom).toHaveText(zoom ?? '');
  // Long enough for the fingers to have left the touchpad.
  await page.keyboard.press('0');
  await editor.handlePoint('right');
  await page.mouse.wheel(0, 240);
  await expect(editor.zoom).not.toHaveText(zoom ?? '');
});

story('shortcuts work by the place of their key where the layout has no Latin letters', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('left', 100);
  await page.evaluate(() => {
    const press = { key: 'я', code: 'KeyZ', ctrlKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await expect.poll(() => editor.pads('left')).toBe(0);
  const snapping = page.getByRole('button', { name: 'Snapping' });
  await expect(snapping).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => {
    const press = { key: 'ы', code: 'KeyS', bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await expect(snapping).toHaveAttribute('aria-pressed', 'false');
});
