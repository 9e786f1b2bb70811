// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import type { Side } from '../../../domain/side.ts';
import { presentScene, type Scene, type StageContent } from '../scene.ts';
import { createDragLayers, type DragLayers } from './dragLayers.ts';

/** A canvas outside of the page that takes every drawing and shows none. */
class NoCanvas {
  width = 1;
  height = 1;
  getContext() {
    return new Proxy({}, { get: () => () => ({ width: 0 }), set: () => true });
  }
  transferToImageBitmap() {
    return {};
  }
}

let root: HTMLElement;
let layers: DragLayers;

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', NoCanvas);
  root = document.createElement('div');
  layers = createDragLayers(root);
});

afterEach(() => vi.unstubAllGlobals());

const viewport = { zoom: 1, offset: { x: 100, y: 150 } };

function sceneAt(right: number, change: Partial<StageContent['drag']> = {}): Scene {
  const expansion = { ...NO_EXPANSION, right };
  const drag = {
    handle: ['right'],
    expansion,
    atLimit: false,
    guide: null,
    limits,
    oneRequest: [],
    guideSides: [],
    ...change,
  };
  return presentScene({ ...content, drag: { ...drag } as StageContent['drag'] }, viewport);
}

function sceneAlong(side: Side, ratio: number): Scene {
  return sceneAt(0, { handle: [side], expansion: { ...NO_EXPANSION, [side]: ratio } });
}

const limits = [{ ...NO_EXPANSION, right: 2 }];
const content: StageContent = {
  stage: { width: 800, height: 400 },
  size: { width: 200, height: 100 },
  expansion: NO_EXPANSION,
  drag: null,
  hovered: [],
  safeZoneOf: null,
  takesSteps: false,
  paints: {} as Scene['paints'],
};

/** The page without what the compositor does by itself. */
const still = () => root.outerHTML.replaceAll(/transform: [^;"]*;?/g, '');

it('an ordinary move changes transforms and nothing else', () => {
  layers.show(sceneAt(0.5));
  const [before, whole] = [still(), root.outerHTML];
  layers.show(sceneAt(0.55));
  expect(root.outerHTML).not.toBe(whole);
  expect(still()).toBe(before);
});

it('a move that comes to the same writes nothing', async () => {
  layers.show(sceneAt(0.5));
  let isWritten = false;
  const writes = new MutationObserver(() => {
    isWritten = true;
  });
  writes.observe(root, { attributes: true, attributeFilter: ['style', 'class', 'width'], subtree: true });
  layers.show(sceneAt(0.5));
  await Promise.resolve();
  expect([isWritten, writes.takeRecords().length]).toEqual([false, 0]);
});

it('says by a mark on the root that a limit holds the handle, and hides when the drag is over', () => {
  layers.show(sceneAt(2, { atLimit: true }));
  expect([root.dataset.atLimit, root.hidden]).toEqual(['true', false]);
  layers.hide();
  expect(root.hidden).toBe(true);
});

/** Where layers of a class stand, by their own transforms; without those that have vanished. */
const placesOf = (name: string) =>
  [...root.querySelectorAll<HTMLElement>(`[class*=${name}]`)]
    .map(({ style }) => style.transform)
    .filter((transform) => transform !== 'scale(0)');

it('covers what lies outside the frame, up to the border of the stage', () => {
  layers.show(sceneAt(0.5));
  // The frame lies at 100, 150 and is 300 × 100.
  expect(placesOf('curtain')).toEqual([
    'translate(0px, 148px) scale(100, 104)',
    'translate(400px, 148px) scale(400, 104)',
    'translate(0px, 0px) scale(800, 150)',
    'translate(0px, 250px) scale(800, 150)',
  ]);
});

it('shows a line for a guide while there is one', () => {
  layers.show(sceneAt(0.5));
  expect(placesOf('guide')).toEqual([]);
  layers.show(sceneAt(0.5, { guideSides: ['right'] }));
  expect(placesOf('guide')).toEqual(['translate(-0.75px, 122px) scale(1.5, 156)']);
});

/** Layers that a move has placed anew. */
function movedBy(move: () => void): string[] {
  const all = [...root.querySelectorAll<HTMLElement>('[style]')];
  const before = all.map(({ style }) => style.transform);
  move();
  return all
    .filter(({ style }, index) => style.transform !== before[index])
    .map((element) => element.className);
}

it.each([
  { drags: 'right' as const, from: sceneAt(0.5), to: sceneAt(0.6) },
  { drags: 'bottom' as const, from: sceneAlong('bottom', 0.5), to: sceneAlong('bottom', 0.6) },
])('a side that is dragged to the $drags moves what carries its marks, and one curtain', ({ from, to }) => {
  layers.show(from);
  const moved = movedBy(() => layers.show(to));
  const kinds = ['track', 'curtain', 'reach'];
  const count = (kind: string) => moved.filter((name) => name.includes(kind)).length;
  expect([count('track'), count('curtain')]).toEqual([3, 1]);
  // Besides, each other side has another reach.
  expect(moved.filter((name) => !kinds.some((kind) => name.includes(kind)))).toEqual([]);
});

it('lays a canvas over the limit and the zone past it, and over no more of the stage', () => {
  const place = () => {
    const { left, top, width, height } = root.querySelector<HTMLElement>('[class*=limit]')?.style ?? {};
    return [left, top, width, height];
  };
  layers.show(sceneAt(0.5));
  // The limit is at 100 + 3 × 200, and its line has room beside it.
  expect(place()).toEqual(['698px', '148px', '102px', '104px']);
  layers.show(sceneAt(0.5, { oneRequest: [{ ...NO_EXPANSION, right: 1 }] }));
  expect(place()).toEqual(['0px', '0px', '800px', '400px']);
});

it('shows how far another side could go where that is on the stage, and places nothing off it', () => {
  layers.show(sceneAt(0.5));
  // Up and bottom could go to 50 and 350 of 400, left to a hundred past the border.
  expect(placesOf('reach')).toHaveLength(2);
});
