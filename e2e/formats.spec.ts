import { axeFindingsInBoth } from './axeFindings.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

const story = storiesOnOnePage('formats', (editor) => editor.openSample('Meadow')); // 1600 × 1066

/** The next image would begin with the format of this one. */
async function backToFree(editor: EditorPage): Promise<void> {
  await editor.reset.click();
  await expect(editor.format).toContainText('Free');
}

story(
  'a square by the keyboard alone: chosen, moved to the top, taken back step by step',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await editor.format.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Search formats' })).toBeFocused();
    await page.keyboard.type('1:1');
    await expect(page.getByRole('option', { name: /^1:1/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(editor.frameSize).toHaveText('1600 × 1600');
    await expect(editor.format).toBeFocused();
    expect(await editor.pads('up')).toBe(267);

    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Locked: the frame stays 1:1' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(editor.anchor).toBeFocused();
    await page.keyboard.press('Enter');
    const anchors = page.getByRole('radiogroup', { name: 'Anchor' });
    await expect(anchors.getByRole('radio', { name: 'centre', exact: true })).toBeFocused();
    // After a second without one, an arrow begins another step: no time passes between these, however slow the machine.
    await page.evaluate(() => {
      const now = performance.now();
      performance.now = () => now;
    });
    await page.keyboard.press('ArrowUp');
    await expect(anchors.getByRole('radio', { name: 'top', exact: true })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(anchors.getByRole('radio', { name: 'top right', exact: true })).toBeFocused();
    await page.evaluate(() => Reflect.deleteProperty(performance, 'now'));
    await page.keyboard.press('Escape');
    await expect(editor.anchor).toHaveAccessibleName('Anchor: top right');
    expect(await editor.pads('up')).toBe(0);
    expect(await editor.pads('bottom')).toBe(534);

    await editor.undo.click(); // both arrows
    expect(await editor.pads('up')).toBe(267);
    await editor.undo.click();
    await expect(editor.frameSize).toHaveText('1600 × 1066');
    await expect(editor.format).toContainText('Free');
  },
);

story(
  'a chosen format holds while sides are typed, stepped and dragged; unlocked it is left and comes back',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await editor.chooseFormat('instagram portrait');
    await expect(editor.frameSize).toHaveText('1600 × 2000');
    await expect(page.getByText('scaled down to 1080 × 1350, 68% of the frame')).toBeVisible();

    await editor.typeSide('right', 200);
    await expect(editor.frameSize).toHaveText('1800 × 2250');
    await editor.startDrag('left', { x: -30, y: 0 });
    await expect(page.getByText(/ × .* 4:5 {2}·/)).toBeVisible();
    await expect(page.getByText('No longer Instagram portrait.')).toBeHidden();
    await page.mouse.up();
    await expect(page.getByText(/1080 × 1350, 5\d% of the frame/)).toBeVisible();
    await editor.width.fill('1700');
    await editor.width.press('Enter');
    await expect(editor.frameSize).toHaveText('1700 × 2125');

    await page.getByRole('button', { name: 'Locked: the frame stays Instagram portrait' }).click();
    await editor.typeSide('right', 0);
    await expect(page.getByText('No longer Instagram portrait.')).toBeVisible();
    await expect(editor.format).toContainText('Instagram portrait');
    await page.getByRole('button', { name: 'Back to Instagram portrait' }).click();
    await expect(page.getByText('No longer Instagram portrait.')).toBeHidden();
    await backToFree(editor);
  },
);

test('the list says what each format costs with this image, and those chosen lately stand on top', async ({
  page,
}) => {
  // On a page of its own, where no other story chose a format.
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow');
  await editor.chooseFormat('16:9');
  await editor.format.click();
  await expect(page.getByRole('option', { name: '16:9 1.18×' }).first()).toBeVisible();
  await expect(page.getByRole('option', { name: '3:2 fits' })).toBeVisible();
  await expect(page.getByRole('option', { name: '9:21 3.50×' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText(['16:91.18×']);
});

test('a format beyond three times the area is set as near as that allows, and one click goes on to it', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  // Small, as all of it is filled in the end.
  await editor.openSmall(); // 480 × 320
  await editor.chooseFormat('9:21');
  await expect(editor.frameSize).toHaveText('480 × 960');
  const notice = page.getByRole('status').filter({ hasText: '9:21 is beyond 3×' });
  await expect(notice).toContainText('It takes 3.50× the image’s area');

  await editor.typeSide('bottom', 0);
  await page.getByRole('button', { name: 'Take the nearest' }).click();
  await expect(editor.frameSize).toHaveText('480 × 960');

  await notice.getByRole('button', { name: 'Go beyond 3×' }).click();
  await expect(editor.frameSize).toHaveText('480 × 1120');
  await expect(notice).toBeHidden();
  await expect(page.getByText('Free · Built-in engine, needs no steps')).toBeVisible();
  await page.reload();
  await expect(editor.frameSize).toHaveText('480 × 1120');
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('480 × 960');
  await editor.redo.click();

  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(gallery.newest('Done')).toContainText('480 × 1120');
});

story('what is typed is read, or refused with a reason; a reload keeps it', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.chooseFormat('custom');
  await expect(editor.customFormat).toBeFocused();
  await editor.typeFormat('wide');
  await expect(editor.customFormat).toHaveAccessibleDescription(/Write a shape like 5:3/);
  await expect(editor.frameSize).toHaveText('1600 × 1066');
  await editor.typeFormat('1200x1500 px');
  await expect(editor.customFormat).toHaveValue('1200 × 1500');
  await expect(editor.frameSize).toHaveText('1600 × 2000');

  await page.reload();
  await expect(editor.frameSize).toHaveText('1600 × 2000');
  await expect(editor.customFormat).toHaveValue('1200 × 1500');
  await expect(editor.format).toContainText('1200 × 1500');
  await editor.reset.click();
  await expect(editor.format).toContainText('Free');
  await expect(editor.customFormat).toBeHidden();
});

story('a shape that was about to be typed is off once the field is left or undone', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('left', 100);
  await editor.chooseFormat('Custom');
  await expect(editor.customFormat).toBeFocused();
  await editor.prompt.focus();
  await expect(editor.format).toContainText('Free');
  await editor.chooseFormat('Custom');
  await expect(editor.customFormat).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(editor.format).toContainText('Free');
  expect(await editor.pads('left')).toBe(0);
  await editor.chooseFormat('Custom');
  await editor.typeFormat('5:3');
  await editor.chooseFormat('Custom');
  await editor.typeFormat('5:3');
  await expect(editor.format).toContainText('5:3');
  await backToFree(editor);
});

story('axe finds nothing wrong with the formats, in light and dark', async ({ page }) => {
  const editor = new EditorPage(page);
  const findings = () => axeFindingsInBoth(page, { without: 'aside' });
  await editor.chooseFormat('custom');
  await editor.typeFormat('wide');
  expect(await findings(), 'a wrong entry').toEqual([]);
  await editor.chooseFormat('9:21');
  await editor.format.click();
  // One that was chosen lately stands on top as well.
  await expect(page.getByRole('option', { name: /^1:1/ }).first()).toBeVisible();
  expect(await findings(), 'the list').toEqual([]);
  await page.keyboard.press('Escape');
  await editor.anchor.click();
  await expect(page.getByRole('radiogroup', { name: 'Anchor' })).toBeVisible();
  expect(await findings(), 'the anchors').toEqual([]);
  await page.keyboard.press('Escape');
  await backToFree(editor);
});

test('a story shows what will lie over it, once that is asked for', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.pick({ name: 'tall.png', mimeType: 'image/png', buffer: await plainPng(1080, 1700) });
  await expect(page.getByRole('heading', { name: 'tall.png' })).toBeVisible();
  const safeZone = page.getByRole('checkbox', { name: 'Safe zone' });
  await editor.chooseFormat('instagram portrait');
  await expect(safeZone).toBeHidden();
  await editor.chooseFormat('instagram story');
  await expect(editor.frameSize).toHaveText('1080 × 1920');
  await expect(safeZone).not.toBeChecked();

  // The source's lower end, where the story's own controls will be.
  const { x, y } = await editor.handlePoint('bottom');
  const shade = () =>
    page.evaluate(
      ([left, top]) => {
        const [, canvas] = document.querySelectorAll<HTMLCanvasElement>('main canvas');
        const box = canvas?.getBoundingClientRect();
        if (!canvas || !box) throw new Error('There is no canvas.');
        return canvas.getContext('2d')?.getImageData(left - box.left, top - box.top, 1, 1).data[3] ?? 0;
      },
      [x + 60, y - 70] as const,
    );
  expect(await shade()).toBe(0);
  await safeZone.check();
  await expect.poll(shade).toBeGreaterThan(100);
  await page.reload();
  await editor.stageIsReady();
  await expect.poll(shade).toBeGreaterThan(100);
});
