import fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { CENTRED } from '../domain/anchor.ts';
import { NO_EXPANSION, sameExpansion } from '../domain/expansion.ts';
import { padsOf } from '../domain/frame.ts';
import { SIDES } from '../domain/side.ts';
import { endStep, redo, undo } from './editorHistory.ts';
import {
  resetFrame,
  setDragged,
  setExpansion,
  setFramePx,
  setPrompt,
  setSidePx,
  startAnew,
  stepGroups,
  toggleLink,
  useEditorStore,
} from './editorStore.ts';
import { useGestureStore } from './gestureStore.ts';

const size = { width: 1600, height: 1000 };
const now = () => useEditorStore.getState();
const steps = () => useEditorStore.temporal.getState().pastStates.length;

beforeEach(() => {
  stepGroups.close();
  useEditorStore.setState({ linked: { x: false, y: false } });
  startAnew(crypto.randomUUID());
  useEditorStore.temporal.getState().clear();
});

describe('undo', () => {
  it('takes back what shapes the frame and leaves the prompt alone', () => {
    setSidePx({ side: 'left', px: 160 }, size);
    setPrompt('grass');
    undo();
    expect(now()).toMatchObject({ expansion: NO_EXPANSION, prompt: 'grass' });
    redo();
    expect(padsOf(size, now().expansion).left).toBe(160);
  });

  it('counts no step for what changes nothing', () => {
    setSidePx({ side: 'left', px: 0 }, size);
    setPrompt('more');
    resetFrame();
    expect(steps()).toBe(0);
  });

  it('makes one step of a run, and none of one that came back to its start', () => {
    for (let px = 1; px <= 30; px += 1)
      stepGroups.join('scrub', () => setSidePx({ side: 'up', px }, size), true);
    endStep();
    expect(steps()).toBe(1);
    for (const px of [40, 50, 30]) stepGroups.join('scrub', () => setSidePx({ side: 'up', px }, size), true);
    endStep();
    expect(steps()).toBe(1);
    undo();
    expect(now().expansion).toEqual(NO_EXPANSION);
  });

  it('begins a new step after an undo, whatever was going on', () => {
    stepGroups.join('arrows', () => setSidePx({ side: 'up', px: 1 }, size));
    undo();
    stepGroups.join('arrows', () => setSidePx({ side: 'up', px: 2 }, size));
    expect(steps()).toBe(1);
  });

  it('keeps the last hundred steps', () => {
    for (let px = 1; px <= 130; px += 1) setSidePx({ side: 'right', px }, size);
    expect(steps()).toBe(100);
    for (let count = 0; count < 200; count += 1) undo();
    expect(padsOf(size, now().expansion).right).toBe(30);
  });

  it('forgets everything when another source opens', () => {
    setSidePx({ side: 'right', px: 100 }, size);
    setSidePx({ side: 'right', px: 200 }, size);
    undo();
    startAnew('another');
    expect(useEditorStore.temporal.getState()).toMatchObject({ pastStates: [], futureStates: [] });
    undo();
    redo();
    expect(now()).toMatchObject({ sourceKey: 'another', expansion: NO_EXPANSION });
  });

  it('waits while a drag is going on', () => {
    setSidePx({ side: 'right', px: 100 }, size);
    useGestureStore.setState({
      gesture: { handle: ['right'], sides: ['right'], expansion: NO_EXPANSION, atLimit: false },
    });
    undo();
    useGestureStore.setState({ gesture: null });
    expect(padsOf(size, now().expansion).right).toBe(100);
  });
});

describe('a figure', () => {
  it('is set from where a run began, so that nothing adds up', () => {
    setSidePx({ side: 'left', px: 50 }, size);
    setSidePx({ side: 'right', px: 150 }, size);
    toggleLink('x');
    const before = now();
    setSidePx({ side: 'left', px: -150 }, size, before);
    setSidePx({ side: 'left', px: 50 }, size, before);
    expect(padsOf(size, now().expansion)).toMatchObject({ left: 50, right: 150 });
  });

  it('leaves the source where a side put it when the frame gets another length', () => {
    setSidePx({ side: 'left', px: 200 }, size);
    setFramePx({ axis: 'x', px: 2000 }, size);
    expect(padsOf(size, now().expansion)).toMatchObject({ left: 400, right: 0 });
  });
});

it('centres a new source', () => {
  setDragged(NO_EXPANSION, { x: 0, y: 1 });
  startAnew('another');
  expect(now().anchor).toEqual(CENTRED);
});

test('whatever was changed, undo walks back through it and redo forth again', () => {
  const px = fc.integer({ min: 0, max: 4000 });
  const change = fc.oneof(
    fc.tuple(fc.constantFrom(...SIDES), px).map(
      ([side, to]) =>
        () =>
          setSidePx({ side, px: to }, size),
    ),
    fc.tuple(fc.constantFrom('x', 'y'), px).map(
      ([axis, to]) =>
        () =>
          setFramePx({ axis, px: to }, size),
    ),
    fc.constantFrom('x', 'y').map((axis) => () => toggleLink(axis)),
    fc.constant(resetFrame),
    fc.constant(() => setExpansion(NO_EXPANSION)),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      startAnew(crypto.randomUUID());
      const seen = [now().expansion];
      for (const make of changes) {
        make();
        const before = seen.at(-1);
        if (before && !sameExpansion(before, now().expansion)) seen.push(now().expansion);
      }
      expect(steps()).toBe(seen.length - 1);
      for (const expansion of seen.slice(0, -1).reverse()) {
        undo();
        expect(now().expansion).toEqual(expansion);
      }
      for (const expansion of seen.slice(1)) {
        redo();
        expect(now().expansion).toEqual(expansion);
      }
    }),
  );
});
