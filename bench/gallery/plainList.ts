import type { Page } from '@playwright/test';
import { outlinePageSchema } from '../../src/domain/contract/lists.ts';

const ROW_HEIGHT = 208;

/** The same results in a list without a library: every tile is an element, and the browser leaves out what is not in sight. */
export async function plainList(page: Page): Promise<void> {
  await page.goto('/icon.svg');
  const results: { id: string; aspect: number }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await page.request.get(`/api/tasks/outline?limit=500&status=succeeded${query}`);
    const { tasks, nextCursor } = outlinePageSchema.parse(await answer.json());
    for (const { results: own, width, height } of tasks) {
      results.push(...own.map(({ id }) => ({ id, aspect: width / height })));
    }
    cursor = nextCursor;
  }
  // A page of the relay with nothing on it, so that pictures have its address.
  await page.goto('/api/health');
  await page.evaluate(
    ({ list, height }) => {
      const scroller = document.createElement('div');
      scroller.style.cssText = 'position:fixed;inset:0;overflow-y:auto;display:flex;flex-wrap:wrap;gap:6px';
      scroller.dataset.scroller = '';
      for (const { id, aspect } of list) {
        const tile = document.createElement('div');
        const width = height * aspect;
        tile.style.cssText = `width:${width}px;height:${height}px;content-visibility:auto;contain-intrinsic-size:${width}px ${height}px`;
        const image = document.createElement('img');
        image.loading = 'lazy';
        image.src = `/api/results/${id}/image?width=320&format=webp`;
        image.style.cssText = 'width:100%;height:100%';
        tile.append(image);
        scroller.append(tile);
      }
      document.body.replaceChildren(scroller);
    },
    { list: results, height: ROW_HEIGHT },
  );
}
