import { readFile, truncate, writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

test.use({ readsPrompt: true });

const plain = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#7a8c5f' } });

async function animation(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#aa3322', '#22aa33'].map((background) =>
      sharp({ create: { width: 320, height: 320, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

async function truncatedJpeg(): Promise<Buffer> {
  const whole = await readFile(new URL('../public/samples/meadow.jpg', import.meta.url));
  return whole.subarray(0, whole.length / 2);
}

async function truncatedHeic(): Promise<Buffer> {
  const whole = await readFile(new URL('../testing/foreign/quarters.heic', import.meta.url));
  return whole.subarray(0, whole.length / 2);
}

/** More than may be opened, and nothing of it on the disk: 50 MB of content would go through the browser's protocol. */
async function sparseFile(name: string, bytes: number): Promise<string> {
  const file = test.info().outputPath(name);
  await writeFile(file, '');
  await truncate(file, bytes);
  return file;
}

const notAnImage = () => Promise.resolve(Buffer.from('no image'));
const FILES: readonly (readonly [name: string, make: () => Promise<Buffer>, sentence: RegExp])[] = [
  ['notes.txt', notAnImage, /This file is not an image\. Open a JPEG/],
  ['renamed.jpg', notAnImage, /This file is not an image\. Open a JPEG/],
  ['empty.png', async () => Buffer.alloc(0), /This file is empty/],
  ['half.heic', truncatedHeic, /damaged HEIC: part of it is missing/],
  ['half.jpg', truncatedJpeg, /missing or damaged\. Export it again/],
  ['small.png', () => plain(299, 400).png().toBuffer(), /299 × 400 px\. Both sides need at least 300 px/],
  [
    'long.png',
    () => plain(753, 300).png().toBuffer(),
    /753 × 300 px\. The long side may be at most 2\.5 times/,
  ],
  ['moving.gif', animation, /This image is animated\. Export one still frame/],
];
const MIME_TYPES: Readonly<Record<string, string>> = { txt: 'text/plain', jpg: 'image/jpeg' };

test('a bad file is refused in one sentence, and the open image stays', async ({ page, consoleErrors }) => {
  consoleErrors.allow(/status of 4(15|22)/);
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Doorway');
  await editor.typeSide('left', 77);
  const isRefused = async (sentence: RegExp) => {
    await expect(page.getByRole('alert')).toContainText(sentence);
    await expect(editor.frameSize).toHaveText('1143 × 1600');
    await expect(page.getByText('Doorway.jpg')).toBeVisible();
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('alert')).toBeHidden();
  };
  for (const [name, make, sentence] of FILES) {
    await test.step(name, async () => {
      const extension = name.split('.').at(-1) ?? '';
      const mimeType = MIME_TYPES[extension] ?? `image/${extension}`;
      await editor.pick({ name, mimeType, buffer: await make() });
      await isRefused(sentence);
    });
  }
  await test.step('huge.jpg', async () => {
    await editor.pick(await sparseFile('huge.jpg', 50_000_001));
    await isRefused(/51 MB; at most 50 MB can be opened/);
  });
});

const entry = storiesOnOnePage('entries', (editor) => editor.openSample('Meadow')); // 1600 × 1066

entry('Expand says what is missing, and a prompt that is too long is kept and counted', async ({ page }) => {
  const editor = new EditorPage(page);
  await expect(editor.expandButton).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Drag a side outwards first.')).toBeVisible();
  await editor.typeSide('right', 50);
  await expect(editor.expandButton).toHaveAttribute('aria-disabled', 'false');
  await editor.prompt.fill('x'.repeat(2501));
  await expect(page.getByText('2501 / 2500')).toBeVisible();
  await expect(page.getByText('1 characters too many')).toBeVisible();
  await expect(editor.expandButton).toHaveAttribute('aria-disabled', 'true');
});

entry('n stays between 1 and 9', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.imageCount.fill('10');
  await editor.imageCount.blur();
  await expect(editor.imageCount).toHaveValue('9');
  await editor.imageCount.fill('0');
  await editor.imageCount.blur();
  await expect(editor.imageCount).toHaveValue('1');
});

entry(
  'figures are taken as people write them, and what is over the limit is brought back to it at once',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await editor.showSides();
    await editor.field('right').fill('1,000');
    await editor.field('right').press('Enter');
    await expect(editor.frameSize).toHaveText('2600 × 1066');
    await editor.field('right').fill('99999');
    await editor.field('right').press('Enter');
    await expect(editor.field('right')).toHaveValue('3200');
    await expect(editor.frameSize).toHaveText('4800 × 1066');
    await editor.field('right').fill('');
    await editor.field('right').press('Enter');
    await expect(editor.frameSize).toHaveText('1600 × 1066');
  },
);
