import type { Page } from '@playwright/test';
import { taskSchema } from '../src/domain/contract/task.ts';
import type { Point } from '../src/domain/side.ts';
import { expect, test } from './fixtures.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { submitPhoto } from './submitPhoto.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Fingers on the screen, as the system tells of them. */
async function fingersOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  return (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: touchPoints.map((point, id) => ({ ...point, id })),
    });
}

test('in the viewer two fingers zoom and move the picture, one moves it when it is zoomed, and a swipe turns to the next', async ({
  page,
  relay,
}) => {
  const gallery = new GalleryPage(page);
  const { id } = await submitPhoto(page.request, relay.url, 2);
  const resultIds = async () => {
    const { results } = taskSchema.parse(
      await (await page.request.get(`${relay.url}/api/tasks/${id}`)).json(),
    );
    return results.map((result) => result.id);
  };
  await expect.poll(async () => (await resultIds()).length).toBe(2);
  await page.goto(`/#result=${(await resultIds())[0]}`);
  await expect(gallery.viewer).toBeFocused();

  const picture = page.getByRole('img', { name: /^Result \d of 2/ });
  const boxOf = async () => {
    const box = await picture.boundingBox();
    if (box === null) throw new Error('The viewer shows no result.');
    return box;
  };
  await expect(picture).toBeVisible();
  await expect.poll(async () => Math.round((await boxOf()).width)).toBe(390);
  const fitted = await boxOf();
  const send = await fingersOf(page);
  const y = fitted.y + fitted.height / 2;

  // Apart, twice as far, and 20 px to the left together: what lay between them lies between them still.
  await send('touchStart', { x: 145, y }, { x: 245, y });
  await send('touchMove', { x: 75, y }, { x: 275, y });
  await expect.poll(async () => Math.round((await boxOf()).width)).toBe(780);
  const zoomed = await boxOf();
  expect(Math.round(zoomed.x)).toBe(Math.round(175 - 2 * 195));
  // Together to the right.
  await send('touchMove', { x: 115, y }, { x: 315, y });
  await expect.poll(async () => Math.round((await boxOf()).x - zoomed.x)).toBe(40);
  await send('touchEnd');

  // One finger goes on where two have left off.
  const before = await boxOf();
  await send('touchStart', { x: 300, y });
  await send('touchMove', { x: 250, y });
  await expect.poll(async () => Math.round((await boxOf()).x - before.x)).toBe(-50);
  await send('touchEnd');
  await expect(picture).toHaveAccessibleName('Result 1 of 2');

  // Pinched together it is whole again, and a finger across it turns to the next.
  await send('touchStart', { x: 95, y }, { x: 295, y });
  await send('touchMove', { x: 165, y }, { x: 225, y });
  await send('touchEnd');
  await expect.poll(async () => Math.round((await boxOf()).width)).toBe(390);
  await send('touchStart', { x: 300, y });
  await send('touchMove', { x: 200, y });
  await send('touchEnd');
  await expect(picture).toHaveAccessibleName('Result 2 of 2');

  // Side by side both zoom by the same two fingers, on whichever of them these lie.
  await page.getByRole('button', { name: 'Variants side by side' }).click();
  const variants = page.locator('[data-picture]');
  const widths = async () =>
    await variants.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)));
  await expect(variants).toHaveCount(2);
  // What can be done with each lies within its own cell.
  const outside = await page.locator('figure').evaluateAll((cells) =>
    cells.flatMap((cell) => {
      const { left, right } = cell.getBoundingClientRect();
      const buttons = [...cell.querySelectorAll('button')].map((button) => button.getBoundingClientRect());
      return buttons.filter((box) => box.left < left || box.right > right);
    }),
  );
  expect(outside).toEqual([]);
  const [whole = 0] = await widths();
  const cell = await variants.first().boundingBox();
  if (cell === null) throw new Error('The variants are not on the screen.');
  const middle = { x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 };
  await send('touchStart', { ...middle, x: middle.x - 30 }, { ...middle, x: middle.x + 30 });
  await send('touchMove', { ...middle, x: middle.x - 60 }, { ...middle, x: middle.x + 60 });
  await send('touchEnd');
  await expect.poll(widths).toEqual([2 * whole, 2 * whole]);
});
