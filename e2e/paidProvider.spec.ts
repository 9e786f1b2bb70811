import sharp from 'sharp';
import type { Fault } from '../testing/upstream/fault.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';

test.use({ provider: 'deerapi', relaySettings: { PRICE_PER_IMAGE: '$0.03' } });

test('three images are asked for once, as documented, and every one arrives', async ({
  page,
  upstream,
  relay,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  const answers: string[] = [];
  page.on('response', async (response) => {
    const headers = JSON.stringify(response.headers());
    const body = await response.text().catch(() => ''); // a stream that is cut at the end has none
    answers.push(`${headers} ${body}`);
  });
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('right', 163); // 0.339583…, sent as 0.3395
  await editor.typeSide('bottom', 160);
  await editor.prompt.fill('evening light, more grass');
  await editor.imageCount.fill('3');
  await editor.imageCount.blur();
  await expect(page.getByText('$0.09 for 3 images · Kling (DeerAPI)')).toBeVisible();
  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(gallery.results(gallery.newest('Done'))).toHaveCount(3);
  await expect(gallery.newest('Done')).toContainText('643 × 480');

  const state = upstream.state();
  expect(state.refused).toEqual([]);
  expect(state.fileRequestsWithKey).toBe(0);
  expect(state.creates).toHaveLength(1);
  expect(state.creates[0]?.accepted).toMatchObject({
    ratios: { up: 0, right: 0.3395, bottom: 0.5, left: 0 },
    prompt: 'evening light, more grass',
    n: 3,
  });

  // The key is the relay's alone: nothing that the browser got or that was logged has it.
  const kept = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify(localStorage));
  expect(answers.length).toBeGreaterThan(10);
  expect(answers.filter((answer) => answer.includes('javascript'))).not.toEqual([]);
  for (const seen of [kept, ...answers]) expect(seen).not.toContain(upstream.key);
  expect(relay.output).not.toContain(upstream.key);
});

test('the built-in engine stays at hand beside the paid provider', async ({ page, upstream }) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('left', 100);
  await page.getByRole('combobox', { name: 'Provider' }).click();
  await page.getByRole('option', { name: /^Built-in engine/ }).click();
  await expect(page.getByText('Free · Built-in engine')).toBeVisible();
  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(gallery.newest('Done')).toContainText('Built-in engine');
  expect(upstream.state().creates).toEqual([]);
});

const kling = (status: number, code: number, message: string): Fault['reply'] => ({
  status,
  body: { code, message, request_id: `req-${code}` },
});

/** Faults that the relay gets over by itself, one before and one after paying. All other kinds are tried without a browser. */
const OVERCOME: readonly (readonly [string, Fault])[] = [
  ['an answer lost on its way back', { on: 'create', cut: 'after-handling' }],
  ['a download that breaks off', { on: 'image', cut: 'mid-body' }],
];

test('the relay gets over passing faults by itself, and nothing is paid twice', async ({
  page,
  upstream,
}) => {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('up', 100);
  for (const [index, [what, fault]] of OVERCOME.entries()) {
    await test.step(what, async () => {
      upstream.addFaults(fault);
      await editor.prompt.fill(what);
      await editor.expandButton.click();
      await new GalleryPage(page).waitForDone(index + 1);
    });
  }
  const { acceptedByExternalId, refused } = upstream.state();
  expect(Object.values(acceptedByExternalId)).toEqual(OVERCOME.map(() => 1));
  expect(refused).toEqual([]);
});

/** Faults that end a task: the sentence in its card, and what the details name. */
const ENDING: readonly (readonly [string, Fault, RegExp, string])[] = [
  [
    'the content policy',
    { on: 'create', reply: kling(400, 1301, 'policy') },
    /declined this image or prompt under its content policy/,
    'req-1301',
  ],
  [
    'a task that fails upstream',
    { on: 'create', taskFails: { message: 'Image pixel is invalid' } },
    // The provider's own words are the reason: they are not folded away.
    /could not expand this image; you can retry\.The provider’s reason: Image pixel is invalid/,
    'upstream-task-failed',
  ],
];

test('each failure says in its card what happened and what to do, and the details name the request', async ({
  page,
  upstream,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('up', 100);
  for (const [index, [what, fault, sentence, detail]] of ENDING.entries()) {
    upstream.addFaults(fault);
    await editor.prompt.fill(what);
    await editor.expandButton.click();
    await expect(page.getByRole('article', { name: /^Failed/ })).toHaveCount(index + 1);
    await expect(gallery.newest()).toContainText(sentence);
    await gallery.newest().locator('summary').click();
    await expect(gallery.newest().getByText(detail)).toBeVisible();
  }
  await gallery.newest('Failed').getByRole('button', { name: 'Retry', exact: true }).click();
  await gallery.waitForDone();
});

test('a refused key is said once for all tasks, which wait and go on when it works again', async ({
  page,
  upstream,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  upstream.addFaults({ on: 'create', nth: 'every', reply: kling(401, 1002, 'bad key') });
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('up', 100);
  for (const prompt of ['first', 'second', 'third']) {
    await editor.prompt.fill(prompt);
    await editor.expandButton.click();
    await expect(gallery.newest('Sending')).toContainText(prompt);
  }
  const banner = page.getByRole('alert').filter({ hasText: 'key refused' });
  await expect(banner).toHaveCount(1);
  await expect(banner).toContainText('Check the key on the server; tasks wait and go on once it works.');
  await expect(page.getByText('Waits until the provider takes requests again.')).toHaveCount(3);
  upstream.clearFaults();
  await banner.getByRole('button', { name: 'Try now' }).click();
  await gallery.waitForDone(3);
  await expect(banner).toBeHidden();
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1, 1, 1]);
});

test.describe('a provider that cannot find a task by our name', () => {
  test.use({
    upstreamOptions: { findsByExternalId: false },
    relaySettings: { PROVIDER_FINDS_EXTERNAL_ID: 'no' },
  });

  test('leaves a doubt with three ways out, each saying what it may cost', async ({ page, upstream }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('up', 100);
    const doubtful = page.getByRole('article', { name: /^Submitted or not/ });
    for (const [index, prompt] of ['first', 'second'].entries()) {
      upstream.addFaults({ on: 'create', cut: 'after-handling' });
      await editor.prompt.fill(prompt);
      await editor.expandButton.click();
      await expect(doubtful).toHaveCount(index + 1);
    }
    const card = doubtful.first();
    await expect(card).toContainText('submitting it anew costs again');

    await card.getByRole('button', { name: 'Look again' }).click();
    await expect(card).toContainText('Looked again: the provider finds no task of this name.');
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1, 1]);

    await card.getByRole('button', { name: 'Submit again, may cost twice' }).click();
    await gallery.waitForDone();
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1, 1, 1]);

    await doubtful.getByRole('button', { name: 'Give up on it' }).click();
    await expect(gallery.newest('Cancelled')).toContainText('it may still be charged');
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1, 1, 1]);
  });
});

test('a running task that is cancelled says that it may still be charged', async ({ page, upstream }) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  upstream.addFaults({ on: 'create', taskNeverEnds: true });
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('up', 100);
  await editor.expandButton.click();
  await gallery.newest('Expanding').getByRole('button', { name: 'Cancel' }).click();
  await expect(gallery.newest('Cancelled')).toContainText('may still charge for it');
});

test('a result that cannot be downloaded is fetched again by a retry, without paying again', async ({
  page,
  upstream,
}) => {
  upstream.addFaults({ on: 'image', nth: 'every', reply: { status: 404 } });
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('up', 100);
  await editor.expandButton.click();
  await expect(gallery.newest('Failed')).toContainText('its image cannot be downloaded');
  upstream.clearFaults();
  await gallery.newest('Failed').getByRole('button', { name: 'Retry', exact: true }).click();
  await gallery.waitForDone();
  expect(upstream.state().creates).toHaveLength(1);
});

test('a source over 10 MB says what is sent instead, and the upstream takes that', async ({
  page,
  upstream,
}) => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const buffer = await sharp({
    create: { width: 2000, height: 1760, channels: 3, background: '#808080', noise },
  })
    .png()
    .toBuffer();
  expect(buffer.length).toBeGreaterThan(10_000_000);
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.pick({ name: 'noise.png', mimeType: 'image/png', buffer });
  await expect(page.getByText('sent as a copy under 10 MB')).toBeVisible();
  await editor.typeSide('left', 240);
  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(gallery.newest('Done')).toContainText('2240 × 1760');
  const { creates, refused } = upstream.state();
  expect(refused).toEqual([]);
  expect(creates[0]?.accepted?.image.fileBytes).toBeLessThanOrEqual(10_000_000);
});
