import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';

/** Left half red, right half blue. */
async function halves(width: number, height: number): Promise<Buffer> {
  const half = { width: Math.floor(width / 2), height, channels: 3 as const, background: '#2040c0' };
  return await sharp({ create: { width, height, channels: 3, background: '#c04020' } })
    .composite([{ input: { create: half }, left: width - half.width, top: 0 }])
    .png()
    .toBuffer();
}

async function animation(): Promise<Buffer> {
  const frames = await Promise.all([
    halves(320, 320),
    sharp(await halves(320, 320))
      .flop()
      .toBuffer(),
  ]);
  return await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** Its rows come from top to bottom. */
async function halfJpeg(): Promise<Buffer> {
  const meadow = await readFile(new URL('../public/samples/meadow.jpg', import.meta.url));
  const whole = await sharp(meadow).jpeg({ progressive: false }).toBuffer();
  return whole.subarray(0, whole.length * 0.75);
}

/** The colour in the middle of the stage. */
function middle(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('There is no canvas.');
    return Array.from(
      context.getImageData(canvas.width / 2 - 30, canvas.height / 2, 1, 1).data.subarray(0, 3),
    );
  });
}

interface Refused {
  readonly name: string;
  readonly bytes: Buffer;
  /** On the note, and in the dialog. */
  readonly ask: string;
  readonly act: string;
}

async function take(page: Page, { name, bytes, ask, act }: Refused, choose = async () => {}): Promise<void> {
  await new EditorPage(page).pick({ name, mimeType: '', buffer: bytes });
  await page.getByRole('alert').getByRole('button', { name: ask }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('the file itself stays as it is')).toBeVisible();
  // The picture is there.
  await expect(dialog.locator('[aria-busy=false]')).toBeVisible();
  await choose();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  await dialog.getByRole('button', { name: act }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The file itself is unchanged.')).toBeVisible();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-after.png` });
}

/** Display P3 of 16 bits, whose copyright somebody holds. */
async function deepLong(): Promise<Buffer> {
  return await sharp(await halves(1600, 400))
    .toColourspace('rgb16')
    .withIccProfile('p3')
    .withExif({ IFD0: { Copyright: '© Ada' } })
    .png()
    .toBuffer();
}

test('the copy of a refused image keeps colours, depth and metadata, also of one on the web; without the server it says that it does not', async ({
  page,
  consoleErrors,
  relay,
}) => {
  consoleErrors.allow(/status of 422|Failed to load resource|ERR_/);
  const editor = new EditorPage(page);
  await editor.open();
  const long = { name: 'deep.png', bytes: await deepLong(), ask: 'Crop it…', act: 'Crop and open' };
  await take(page, long, async () => {
    await expect(page.getByRole('dialog').getByText(/16 bits a channel, and its EXIF/)).toBeVisible();
  });
  await expect(page.getByText(/The copy has the file's own pixels, its own colours/)).toBeVisible();
  await expect(editor.frameSize).toHaveText('1000 × 400');
  const stored = await page.evaluate(() => localStorage.getItem('outframe-source') ?? '');
  const id = /"sourceId":"([0-9a-f]{64})"/.exec(stored)?.[1] ?? '';
  const file = Buffer.from(await (await fetch(`${relay.url}/api/sources/${id}/image`)).arrayBuffer());
  const { depth, icc, exif } = await sharp(file).metadata();
  expect([depth, icc !== undefined]).toEqual(['ushort', true]);
  expect(exif?.toString('latin1')).toContain('Ada');

  await page.route('**/api/offers', (route) => route.abort());
  await editor.pick({ name: long.name, mimeType: '', buffer: long.bytes });
  await page.getByRole('alert').getByRole('button', { name: long.ask }).click();
  await expect(
    page.getByRole('dialog').getByText(/the browser makes the copy: a PNG in sRGB, 8 bits/),
  ).toBeVisible();
  await page.getByRole('button', { name: long.act }).click();
  await expect(page.getByText('in sRGB, without metadata')).toBeVisible();
});

test('an image that is refused is offered changed, with what it costs, and may be left', async ({
  page,
  consoleErrors,
}) => {
  consoleErrors.allow(/status of 422/);
  const editor = new EditorPage(page);
  await editor.open();

  const small = {
    name: 'small.png',
    bytes: await halves(240, 400),
    ask: 'Enlarge it…',
    act: 'Enlarge and open',
  };
  await editor.pick({ name: small.name, mimeType: '', buffer: small.bytes });
  await page.getByRole('alert').getByRole('button', { name: small.ask }).click();
  await expect(page.getByRole('dialog').getByText('300 × 500 px')).toBeVisible();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await take(page, small);
  await expect(editor.frameSize).toHaveText('300 × 500');

  const long = { name: 'long.png', bytes: await halves(1600, 400), ask: 'Crop it…', act: 'Crop and open' };
  await take(page, long, async () => {
    await page.getByRole('slider', { name: 'Part that is kept' }).press('End');
  });
  await expect(editor.frameSize).toHaveText('1000 × 400');
  // The window lay at the right end: blue reaches beyond the middle to the left.
  await expect.poll(async () => (await middle(page))[2]).toBeGreaterThan(150);

  const moving = {
    name: 'moving.gif',
    bytes: await animation(),
    ask: 'Choose a frame…',
    act: 'Open this frame',
  };
  await take(page, moving, async () => {
    await page.getByRole('slider', { name: 'Frame 1 of 2' }).press('End');
    await expect(page.getByRole('slider', { name: 'Frame 2 of 2' })).toBeVisible();
  });
  await expect(page.getByText('Frame 2 is open')).toBeVisible();
  // The second frame is the mirrored one: blue on the left.
  await expect.poll(async () => (await middle(page))[2]).toBeGreaterThan(150);

  const half = {
    name: 'half.jpg',
    bytes: await halfJpeg(),
    ask: 'Open what is there…',
    act: 'Open this part',
  };
  await take(page, half, async () => {
    await expect(page.getByText(/^\d+% of the image is missing/)).toBeVisible();
  });
  await expect(editor.frameSize).toHaveText(/^1600 × [6-9]\d\d$/);
});
