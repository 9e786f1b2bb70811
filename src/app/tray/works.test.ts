import { beforeEach, expect, test, vi } from 'vitest';
import { setPrompt, startAnew, useEditorStore } from '../../editor/state/editorStore.ts';
import { redo, undo } from '../../editor/state/history.ts';
import { forgetOutside } from '../../ui/outsideHistory.ts';
import { itemFor } from './arrive.ts';
import { itemOf, setItems } from './trayStore.ts';
import { copyWork, pasteWork } from './works.ts';

const SIZE = { width: 400, height: 300 };
const DATABASE = {
  open: () => {
    const r: { onerror?: () => void } = {};
    queueMicrotask(() => r.onerror?.());
    return r;
  },
};
const prompts = () => [useEditorStore.getState().prompt, itemOf('other')?.work.prompt];

beforeEach(() => {
  vi.stubGlobal('indexedDB', DATABASE);
  startAnew('open', SIZE);
  const opened = { name: 'x.png', fileBytes: 1, sourceId: null, facts: null };
  setItems(['open', 'from', 'other'].map((key) => itemFor({ ...opened, key }, SIZE)));
  useEditorStore.temporal.getState().clear();
  forgetOutside();
});

test('a paste into the open image and another is one step: taken back, done again, and the step before it still there', async () => {
  setPrompt('meadow');
  copyWork('open');
  setPrompt('sea');
  await pasteWork(['open', 'other']);
  expect(prompts()).toEqual(['meadow', 'meadow']);
  undo();
  expect(prompts()).toEqual(['sea', '']);
  redo();
  expect(prompts()).toEqual(['meadow', 'meadow']);
  undo();
  undo();
  expect(prompts()).toEqual(['meadow', '']);
  undo();
  expect(prompts()).toEqual(['', '']);
});
