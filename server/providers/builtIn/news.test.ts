import { expect, test } from 'vitest';
import { News } from './news.ts';

test('the first question is answered at once, the next when something has changed since', async () => {
  const news = new News();
  expect(await isHeard(news)).toBe(true);
  news.takeAll();
  expect(await isHeard(news)).toBe(false);
  const waiting = news.heard;
  news.takeAll();
  news.add();
  await waiting;
  expect(await isHeard(news)).toBe(true);
  news.takeAll();
  expect(await isHeard(news)).toBe(false);
});

/** Whether there is something to tell already. */
async function isHeard(news: News): Promise<boolean> {
  let heard = false;
  void news.heard.then(() => {
    heard = true;
  });
  await Promise.resolve();
  return heard;
}
