import type { Locator, Page } from '@playwright/test';
import type { Point } from '../src/domain/side.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';

test.use({ drafts: true, contextOptions: { reducedMotion: 'no-preference' } });

/** A checkerboard has two colours, and a few where squares meet between two pixels; a piece of a photo has far more. */
const CHECKERBOARD_COLOURS = 12;
const PHOTO_COLOURS = 40;
const PIECE = 24;
/** How much of a part's end is looked at, in screen pixels. */
const END = 12;

/** Colours of the new area's canvas in a piece around a point of the page. */
function coloursAt(page: Page, point: Point): Promise<number> {
  return page.evaluate(countColours, { ...point, piece: PIECE });
}

function countColours({ x, y, piece }: Point & { piece: number }): number {
  // The source has a canvas of its own under this one.
  const [, canvas] = document.querySelectorAll<HTMLCanvasElement>('main canvas');
  const box = canvas?.getBoundingClientRect();
  const context = canvas?.getContext('2d');
  if (!canvas || !box || !context) throw new Error('There is no canvas.');
  const scale = canvas.width / box.width;
  const [left, top] = [(x - box.left - piece / 2) * scale, (y - box.top - piece / 2) * scale];
  const { data } = context.getImageData(left, top, piece * scale, piece * scale);
  return new Set(new Uint32Array(data.buffer)).size;
}

/** In the new area on the right, well inside it. */
async function insideRight(editor: EditorPage): Promise<Point> {
  const edge = await editor.handlePoint('right');
  return { x: edge.x - 30, y: edge.y };
}

async function openMeadow(page: Page): Promise<EditorPage> {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow'); // 1600 × 1066
  return editor;
}

test('while a handle is held, a draft takes the place of the checkerboard, and it stays as the drag goes on', async ({
  page,
}) => {
  const editor = await openMeadow(page);
  const edge = await editor.handlePoint('right');
  const near = { x: edge.x + 30, y: edge.y };
  await expect(editor.draftLabel).toBeHidden();
  await editor.startDrag('right', { x: 70, y: 0 });
  await expect.poll(() => coloursAt(page, near)).toBeGreaterThan(PHOTO_COLOURS);
  await expect(editor.draftLabel).toBeVisible();

  for (const x of [60, 75, 90, 105, 80, 65, 110]) {
    await page.mouse.move(edge.x + x, edge.y, { steps: 5 });
  }
  await expect.poll(() => coloursAt(page, near)).toBeGreaterThan(PHOTO_COLOURS);
  await page.mouse.up();
  const outermost = await insideRight(editor);
  await expect.poll(() => coloursAt(page, outermost)).toBeGreaterThan(PHOTO_COLOURS);
  await expect(editor.draftLabel).toBeVisible();

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(editor.draftLabel).toBeHidden();
});

/** Whether anything of a part reaches the eye: its right end looks otherwise without it, and the same again with it. */
async function reachesTheEye(page: Page, part: Locator): Promise<boolean> {
  const box = await part.boundingBox();
  if (!box) return false;
  const clip = {
    x: box.x + box.width - END,
    y: box.y + box.height / 2 - END,
    width: END + 2,
    height: 2 * END,
  };
  const shots: string[] = [];
  for (const opacity of ['', '0', '']) {
    await part.evaluate((element: HTMLElement, value) => {
      element.style.opacity = value;
    }, opacity);
    shots.push((await page.screenshot({ clip })).toString('base64'));
  }
  const [before, without, again] = shots;
  return before === again && before !== without;
}

test.describe('with a paid provider', () => {
  test.use({ provider: 'deerapi' });

  test('while a handle is held, the words about the draft and the mark of the source’s edge are seen', async ({
    page,
  }) => {
    const editor = await openMeadow(page);
    const words = page.getByText('Rough idea by the built-in engine, not Kling (DeerAPI)');
    const mark = page.locator('[data-source-edge]');
    await editor.startDrag('right', { x: 70, y: 0 });
    await expect.poll(() => reachesTheEye(page, words)).toBe(true);
    await expect.poll(() => reachesTheEye(page, mark)).toBe(true);
    await page.mouse.up();
    await expect.poll(() => reachesTheEye(page, words)).toBe(true);
    await expect.poll(() => reachesTheEye(page, mark)).toBe(true);
  });
});

test('the switch takes the draft away, now and after a reload, and brings it back', async ({ page }) => {
  const editor = await openMeadow(page);
  await editor.typeSide('right', 600);
  await expect(editor.draftLabel).toBeVisible();
  await editor.draftSwitch.uncheck();
  await expect(editor.draftLabel).toBeHidden();
  expect(await coloursAt(page, await insideRight(editor))).toBeLessThanOrEqual(CHECKERBOARD_COLOURS);
  await expect.poll(() => page.workers().length).toBe(0);

  await page.reload();
  await expect(editor.handle('right')).toBeVisible();
  await expect(editor.draftSwitch).not.toBeChecked();
  expect(await coloursAt(page, await insideRight(editor))).toBeLessThanOrEqual(CHECKERBOARD_COLOURS);
  expect(page.workers()).toHaveLength(0);

  await editor.draftSwitch.check();
  await expect(editor.draftLabel).toBeVisible();
  const inside = await insideRight(editor);
  await expect.poll(() => coloursAt(page, inside)).toBeGreaterThan(PHOTO_COLOURS);
});

test('a browser that runs no workers keeps its checkerboard, and all else works', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'));
  const editor = await openMeadow(page);
  await editor.drag('right', { x: 70, y: 0 });
  expect(await editor.pads('right')).toBeGreaterThan(50);
  expect(await coloursAt(page, await insideRight(editor))).toBeLessThanOrEqual(CHECKERBOARD_COLOURS);
  await expect(editor.draftLabel).toBeHidden();
});

test('a browser that saves data draws no drafts and says why', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  const editor = await openMeadow(page);
  await editor.showSides();
  await expect(editor.draftSwitch).toBeDisabled();
  await expect(page.getByText('off while the browser saves data')).toBeVisible();
  await editor.typeSide('right', 600);
  expect(await coloursAt(page, await insideRight(editor))).toBeLessThanOrEqual(CHECKERBOARD_COLOURS);
  expect(page.workers()).toHaveLength(0);
});

test('a draft is finished soon after the frame rests, also at three times the area', async ({ page }) => {
  const editor = await openMeadow(page);
  await editor.handle('right').focus();
  await page.keyboard.press('End');
  expect(await editor.pads('right')).toBe(3200);
  const outermost = await insideRight(editor);
  await expect.poll(() => coloursAt(page, outermost)).toBeGreaterThan(PHOTO_COLOURS);
});

/** A worker is bound by the page's policy; what Playwright itself evaluates is not. */
test('the policy of the page lets workers compile WebAssembly, as drafts do, and no text', async ({
  page,
}) => {
  await page.goto('/');
  const said = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const script = `
          const tried = (what) => { try { what(); return 'compiled'; } catch (error) { return error.name; } };
          const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
          postMessage([tried(() => new WebAssembly.Module(bytes)), tried(() => eval('1'))]);`;
        const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
        worker.onmessage = ({ data }) => resolve(data);
      }),
  );
  expect(said).toEqual(['compiled', 'EvalError']);
});
