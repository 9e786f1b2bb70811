import { mainThreadTasks } from '../testing/mainThreadTasks.ts';
import { expect, test } from './fixtures.ts';
import { gridScroller, openGrid } from './openGrid.ts';

test.use({ seededTasks: 40 });

const FRAMES = 40;
const STEP_PX = 20;
/** Of each frame; all that is in sight are about two dozen. */
const MAX_SQUARES = 6;

test('what is in sight is drawn once: scrolling moves it, and draws only what comes', async ({
  page,
  seeded,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openGrid(page, seeded.url, '&group=plain');
  const session = await page.context().newCDPSession(page);
  const scroll = (stepPx: number) =>
    gridScroller(page).evaluate(
      async (element, { count, step }) => {
        for (let frame = 0; frame < count; frame += 1) {
          element.scrollTop += step;
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      },
      { count: FRAMES, step: stepPx },
    );
  // There and back, so that its pictures have come. They are drawn as they do: what counts squares sees them.
  const first = await mainThreadTasks(session, () => scroll(STEP_PX));
  expect(first.drawnSquares).toBeGreaterThan(0);
  await expect(page.locator('[data-tile] img:not([data-loaded="true"])')).toHaveCount(0);
  await scroll(-STEP_PX);
  // The browser draws in squares: where rows are moved, only lines of them that come into sight are drawn.
  const again = await mainThreadTasks(session, () => scroll(STEP_PX));
  expect(again.drawnSquares / FRAMES).toBeLessThan(MAX_SQUARES);
});
