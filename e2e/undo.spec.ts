import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

test.use({ readsPrompt: true });

const story = storiesOnOnePage('steps back and forth', (editor) => editor.openSample('Meadow')); // 1600 × 1066

story(
  'a held key, a drag, a typed figure and a reset are one step each, back and forth; Esc leaves none',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await expect(editor.undo).toHaveAttribute('aria-disabled', 'true');
    await editor.handle('left').focus();
    for (let press = 0; press < 8; press += 1) await page.keyboard.down('ArrowLeft');
    await page.keyboard.up('ArrowLeft');
    expect(await editor.pads('left')).toBe(8);
    await page.keyboard.press('Control+z');
    expect(await editor.pads('left')).toBe(0);

    await editor.startDrag('right', { x: 60, y: 0 });
    // A drag in progress has Esc, and undo waits for it.
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await editor.pads('right')).toBe(0);
    await expect(editor.undo).toHaveAttribute('aria-disabled', 'true');
    await expect(editor.redo).toHaveAttribute('aria-disabled', 'false');

    await editor.drag('right', { x: 80, y: 0 });
    const dragged = await editor.pads('right');
    await editor.typeSide('up', 120);
    await editor.reset.click();
    await expect(editor.frameSize).toHaveText('1600 × 1066');

    await page.keyboard.press('Control+z');
    await expect(editor.frameSize).toHaveText(`${1600 + dragged} × 1186`);
    await page.keyboard.press('Control+z');
    await expect(editor.frameSize).toHaveText(`${1600 + dragged} × 1066`);
    await page.keyboard.press('Control+z');
    await expect(editor.frameSize).toHaveText('1600 × 1066');
    await expect(editor.undo).toHaveAttribute('aria-disabled', 'true');

    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+Shift+z');
    await expect(editor.frameSize).toHaveText(`${1600 + dragged} × 1186`);
    await editor.redo.click();
    await expect(editor.frameSize).toHaveText('1600 × 1066');
    await editor.undo.click();
    // Another change takes the place of what could be done again.
    await editor.typeSide('left', 10);
    await expect(editor.redo).toHaveAttribute('aria-disabled', 'true');
  },
);

story('the steps outlive a reload, and another image is one step more', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('left', 100);
  await editor.typeSide('left', 200);
  await page.keyboard.press('Control+z');
  await page.reload();
  await expect(editor.frameSize).toHaveText('1700 × 1066');
  await editor.redo.click();
  await expect(editor.frameSize).toHaveText('1800 × 1066');
  await editor.undo.click();
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('1600 × 1066');

  await editor.pick(new URL('../public/samples/doorway.jpg', import.meta.url).pathname);
  await expect(editor.frameSize).toHaveText('1066 × 1600');
  await expect(editor.redo).toHaveAttribute('aria-disabled', 'true');
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('1600 × 1066');
  await expect(editor.undo).toHaveAttribute('aria-disabled', 'true');
});

story('in the prompt, undo is the text’s own', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('left', 100);
  await editor.prompt.pressSequentially('grass');
  await page.keyboard.press('Control+z');
  await expect(editor.prompt).not.toHaveValue('grass');
  await expect(editor.frameSize).toHaveText('1700 × 1066');
});
