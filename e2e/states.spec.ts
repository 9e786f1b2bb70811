import { expect } from '@playwright/test';
import { createServer } from 'vite';
import { axeFindings } from './axeFindings.ts';
import { test as base } from './inFoundChromium.ts';

/** The page of states needs no relay: Vite alone serves it. */
const test = base.extend<object, { devUrl: string }>({
  devUrl: [
    async ({}, use) => {
      const server = await createServer({
        logLevel: 'silent',
        server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
        // A folder of its own, so that a dev server running beside it keeps its cache.
        cacheDir: 'node_modules/.vite-states',
        // What only one of the pages needs would be found later, and the page waits for a reload that nobody tells it of.
        optimizeDeps: { entries: ['dev/*.html'] },
      });
      await server.listen();
      await use(new URL(server.resolvedUrls?.local[0] ?? '').origin);
      await server.close();
    },
    { scope: 'worker' },
  ],
});

test.use({ viewport: { width: 1440, height: 900 } });
// In one worker: Vite reads and optimises the pages once.
test.describe.configure({ mode: 'default' });

/** One notice many times, which is looked at above it; and lines of the stage beside each other, where the app has one. */
const WITHOUT = { without: '#sentences', except: 'landmark-unique' };

test('axe finds nothing on any card, bar and note, in any state, in light and dark', async ({
  page,
  devUrl,
}) => {
  const errors: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && errors.push(`${message.text()} (${message.location().url})`),
  );
  page.on('pageerror', (error) => errors.push(error.message));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${devUrl}/dev/states`);
  await expect(page.getByRole('article', { name: /^Done/ })).toHaveCount(8);
  // What is out of sight is not laid out else, and axe would not look at it.
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' });
  expect(await axeFindings(page, WITHOUT), 'light').toEqual([]);

  // Both change many parts at once; the themes differ in colours alone.
  await page.getByRole('radio', { name: 'at the limit, 4 images' }).check();
  await page.getByRole('radio', { name: 'offline' }).check();
  await expect(page.locator('#bars').getByText('Server unreachable')).toBeVisible();
  for (const within of ['#submit-bar', '#bars']) {
    expect(await axeFindings(page, { within }), 'light, offline, at the limit').toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFindings(page, { ...WITHOUT, rule: 'color-contrast' }), 'dark').toEqual([]);
  await page.getByRole('radio', { name: 'prompt too long' }).check();
  await expect(page.getByText('The prompt is too long.').first()).toBeVisible();
  expect(await axeFindings(page, { within: '#submit-bar', rule: 'color-contrast' })).toEqual([]);
  expect(errors).toEqual([]);
});

test('the buttons of a task on the stage that kept some results lie beside each other', async ({
  page,
  devUrl,
}) => {
  await page.goto(`${devUrl}/dev/states#stage-task`);
  const chips = page.getByRole('region', { name: 'Task on the stage' });
  const kept = chips.filter({ has: page.getByRole('button', { name: 'Show result' }) });
  const buttons = kept.getByRole('button');
  await expect(buttons).toHaveText(['Retry', 'Change and retry', 'Show result', '']);
  const overlaps = await buttons.evaluateAll((all) => {
    const boxes = all.map((button) => button.getBoundingClientRect());
    return boxes.flatMap((one, at) =>
      boxes
        .slice(at + 1)
        .filter(
          ({ left, right, top, bottom }) =>
            left < one.right && one.left < right && top < one.bottom && one.top < bottom,
        ),
    );
  });
  expect(overlaps).toEqual([]);
});

test('the page of the fake provider comes up without one, and says how to start it', async ({
  page,
  devUrl,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${devUrl}/dev/provider`);
  await expect(page.getByRole('heading', { name: 'Fake provider' })).toBeVisible();
  await expect(page.getByText('npm run dev -- --provider fake')).toBeVisible();
  expect(errors).toEqual([]);
});
