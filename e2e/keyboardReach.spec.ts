import { expect, test } from './fixtures.ts';
import { plainPng } from './pages/plainPng.ts';

/** A source of its own, and so many tasks of it. */
async function fill(relayUrl: string, count: number): Promise<void> {
  const body = new Blob([new Uint8Array(await plainPng(300, 300))], { type: 'image/png' });
  const source = await fetch(`${relayUrl}/api/sources`, { method: 'POST', body });
  const { id: sourceId } = (await source.json()) as { id: string };
  const expansion = { up: 0, right: 0.1, bottom: 0, left: 0 };
  await Promise.all(
    Array.from({ length: count }, async (_, each) => {
      const answer = await fetch(`${relayUrl}/api/tasks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `reach-${each}` },
        body: JSON.stringify({ sourceId, expansion }),
      });
      expect(answer.ok).toBe(true);
    }),
  );
}

test('«Open an image» is three Tabs away however long the list is, and two by the skip link', async ({
  page,
  relay,
}) => {
  await fill(relay.url, 6);
  const open = page.getByRole('button', { name: 'Open an image' });
  await page.goto('/');
  await expect(page.getByRole('listitem').filter({ hasText: '×' })).not.toHaveCount(0);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Tab');
  await expect(open).toBeFocused();

  await page.reload();
  await expect(open).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the stage' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(open).toBeFocused();
});

test.describe('on a denser screen', () => {
  test('the canvas is drawn anew when the pixel ratio changes under it', async ({ page }) => {
    await page.goto('/');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(400, 300) });
    const canvas = page.getByRole('main').locator('canvas').first();
    const ratio = () =>
      canvas.evaluate((element: HTMLCanvasElement) => element.width / element.getBoundingClientRect().width);
    await expect.poll(ratio).toBeCloseTo(1, 1);
    const screen = await page.context().newCDPSession(page);
    await screen.send('Emulation.setDeviceMetricsOverride', {
      width: 1400,
      height: 900,
      deviceScaleFactor: 2,
      mobile: false,
    });
    await expect.poll(ratio).toBeCloseTo(2, 1);
  });
});
