import { afterEach, expect, test } from 'vitest';
import { ProblemError } from '../../domain/problem.ts';
import { itemFor } from './arrive.ts';
import { addItems, refuseItem, setItems, tellArrival, useTrayStore } from './trayStore.ts';

const NONE = { foreign: ['notes.txt'], empty: [], double: [], beyond: [], unread: [], unusable: [] };
const told = () => useTrayStore.getState().report;

afterEach(() => {
  setItems([]);
  tellArrival(null);
});

test('what was told of as opened and is refused then is told as unusable, once; nothing else changes what was told', () => {
  const items = ['before', 'one', 'two'].map((key) =>
    itemFor({ key, name: `${key}.jpg`, fileBytes: 9, sourceId: null, facts: null }, null),
  );
  addItems(items);
  tellArrival(
    { arrived: 3, added: 2, leftOut: NONE, whyUnread: null, isCut: false },
    new Set(['one', 'two']),
  );
  refuseItem('before', new ProblemError('image-damaged'));
  expect(told()).toMatchObject({ added: 2, leftOut: { unusable: [] } });
  for (const _ of ['by the browser', 'by the server']) refuseItem('two', new ProblemError('image-damaged'));
  expect(told()).toMatchObject({ added: 1, leftOut: { ...NONE, unusable: ['two.jpg'] } });
  setItems(items.slice(0, 2));
  expect(told()?.added).toBe(1);
});
