import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { submitPhoto } from './submitPhoto.ts';

for (const width of [390, 1440]) {
  test(`with no image open, the only task that was deleted can be brought back, ${width} pixels wide`, async ({
    page,
    relay,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await submitPhoto(page.request, relay.url, 1);
    const gallery = new GalleryPage(page);
    await new EditorPage(page).open();
    await gallery.waitForDone();

    const remove = gallery.newest('Done').getByRole('button', { name: 'Delete', exact: true });
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await remove.click();
    await expect(gallery.newest('Done')).toBeHidden();
    await undo.click();
    await expect(gallery.newest('Done')).toBeVisible();

    await remove.click();
    await expect(undo).toBeVisible();
    await page.mouse.move(0, 0);
    await expect(undo).toBeHidden();
    await expect(page.getByRole('complementary', { name: 'Results' })).toBeHidden();
  });
}
