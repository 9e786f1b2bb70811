/** How long a first visit waits, with an empty cache, on this machine. */
import { quantile } from './quantile.ts';
import { withApp } from './withApp.ts';

const VISITS = 9;

await withApp(async ({ relay, browser }) => {
  const paintMs: number[] = [];
  const readyMs: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ baseURL: relay.url });
    const page = await context.newPage();
    const startedMs = performance.now();
    await page.goto('/');
    await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
    readyMs.push(performance.now() - startedMs);
    paintMs.push(
      await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
    );
    await context.close();
  }
  console.log(`First contentful paint: median ${quantile(paintMs, 0.5).toFixed(0)} ms`);
  console.log(`Ready to open an image: median ${quantile(readyMs, 0.5).toFixed(0)} ms`);
});
