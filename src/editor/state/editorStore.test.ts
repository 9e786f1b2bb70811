import fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { requestOf } from '../../domain/crop.ts';
import { NO_EXPANSION, sameExpansion, withinArea } from '../../domain/expansion.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { solveFormat } from '../../domain/formatSolver.ts';
import { frameOf, padsOf } from '../../domain/frame.ts';
import { SIDES } from '../../domain/side.ts';
import { recordOutside, useOutsideHistory } from '../../ui/outsideHistory.ts';
import { useDragStore } from './dragStore.ts';
import { editorStateSchema, INITIAL_EDITOR_STATE } from './editorState.ts';
import {
  beginWith,
  historyGroups,
  resetFrame,
  reuse,
  setAllowsCropping,
  setDragged,
  setExpansion,
  setGoesBeyond,
  setPrompt,
  startAnew,
  startFrameAnew,
  toggleLink,
  useEditorStore,
} from './editorStore.ts';
import { dropEmptyEntry, redo, undo, undoOutsideOnly } from './history.ts';
import { setFramePx, setSidePx } from './setLengths.ts';

const size = { width: 1600, height: 1000 };
const now = () => useEditorStore.getState();
const steps = () => useEditorStore.temporal.getState().pastStates.length;

beforeEach(() => {
  historyGroups.close();
  useEditorStore.setState({ ...INITIAL_EDITOR_STATE });
  useOutsideHistory.setState({ done: [], undone: [] });
  startAnew(crypto.randomUUID(), size);
  useEditorStore.temporal.getState().clear();
});

describe('undo', () => {
  it('takes back what was done last, the frame or the prompt; what is typed in one go is one step', () => {
    setSidePx({ side: 'left', px: 160 }, size);
    for (const text of ['g', 'gr', 'grass']) setPrompt(text, 'typing 1');
    setPrompt('grass and sky', 'typing 2');
    undo();
    expect(now()).toMatchObject({ prompt: 'grass' });
    undo();
    expect(now()).toMatchObject({ prompt: '' });
    expect(padsOf(size, now().expansion).left).toBe(160);
    undo();
    expect(now()).toMatchObject({ expansion: NO_EXPANSION, prompt: '' });
    redo();
    redo();
    expect(now()).toMatchObject({ prompt: 'grass' });
  });

  it('brings back a typed prompt together with the sides after settings were taken over', () => {
    setSidePx({ side: 'left', px: 160 }, size);
    setPrompt('typed by hand', 'typing 3');
    const before = now();
    const asked = { formatId: '16:9', prompt: 'of the task', n: 4, provider: 'built-in' } as const;
    reuse({ ...asked, source: size, crop: null, anchor: null, expansion: { ...NO_EXPANSION, right: 0.5 } });
    expect(now()).toMatchObject({ ...asked, anchor: { x: 0, y: 0.5 } });
    undo();
    expect(now()).toMatchObject({ formatId: null, prompt: 'typed by hand', n: 1 });
    expect(now()).toMatchObject({ anchor: before.anchor, provider: before.provider });
    expect(padsOf(size, now().expansion)).toMatchObject({ left: 160, right: 0 });
  });

  it.each([
    ['as it was said, also along an axis that adds nothing', { x: 1, y: 1 }, { x: 1, y: 1 }],
    ['as the sides have it where what was said is not so', { x: 0.2, y: 1 }, { x: 1, y: 1 }],
    ['as the sides have it where nobody said', null, { x: 1, y: 0.5 }],
  ])('of settings taken over has the anchor %s', (_words, anchor, expected) => {
    const asked = { formatId: '16:9', prompt: '', n: 1, provider: 'built-in' } as const;
    reuse({ ...asked, source: size, crop: null, anchor, expansion: { ...NO_EXPANSION, left: 0.5 } });
    expect(now().anchor).toEqual(expected);
  });

  it('of what was done outside alone, leaves the editor as it is', () => {
    let undone = 0;
    recordOutside({ undo: () => (undone += 1), redo: () => undefined });
    undoOutsideOnly();
    expect(undone).toBe(1);
    setSidePx({ side: 'left', px: 10 }, size);
    undoOutsideOnly();
    expect(padsOf(size, now().expansion).left).toBe(10);
  });

  it('takes back what was done outside of the editor in its turn, and does it again in its turn', () => {
    const done: string[] = [];
    setSidePx({ side: 'left', px: 10 }, size);
    recordOutside({ undo: () => done.push('undone'), redo: () => done.push('done again') });
    setSidePx({ side: 'left', px: 20 }, size);
    undo();
    expect(done).toEqual([]);
    undo();
    expect(done).toEqual(['undone']);
    expect(padsOf(size, now().expansion).left).toBe(10);
    undo();
    redo();
    expect(done).toEqual(['undone']);
    redo();
    expect(done).toEqual(['undone', 'done again']);
    redo();
    expect(padsOf(size, now().expansion).left).toBe(20);
  });

  it('counts no step for what changes nothing', () => {
    setSidePx({ side: 'left', px: 0 }, size);
    setPrompt('');
    resetFrame();
    expect(steps()).toBe(0);
  });

  it('makes one step of a run, and none of one that came back to its start', () => {
    for (let px = 1; px <= 30; px += 1)
      historyGroups.join('scrub', () => setSidePx({ side: 'up', px }, size), true);
    dropEmptyEntry();
    expect(steps()).toBe(1);
    for (const px of [40, 50, 30])
      historyGroups.join('scrub', () => setSidePx({ side: 'up', px }, size), true);
    dropEmptyEntry();
    expect(steps()).toBe(1);
    undo();
    expect(now().expansion).toEqual(NO_EXPANSION);
  });

  it('begins a new step after an undo, whatever was going on', () => {
    historyGroups.join('arrows', () => setSidePx({ side: 'up', px: 1 }, size));
    undo();
    historyGroups.join('arrows', () => setSidePx({ side: 'up', px: 2 }, size));
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
    startAnew('another', size);
    expect(useEditorStore.temporal.getState()).toMatchObject({ pastStates: [], futureStates: [] });
    undo();
    redo();
    expect(now()).toMatchObject({ sourceKey: 'another', expansion: NO_EXPANSION });
  });

  it('waits while a drag is going on', () => {
    setSidePx({ side: 'right', px: 100 }, size);
    useDragStore.setState({
      gesture: { handle: ['right'], sides: ['right'], expansion: NO_EXPANSION, atLimit: false },
    });
    undo();
    useDragStore.setState({ gesture: null });
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

describe('another size, another source', () => {
  const asked = { formatId: null, prompt: 'of the task', n: 2, provider: null } as const;

  it('of the open source begins the frame again, keeps what is typed, and has no step back to the wrong frame', () => {
    setSidePx({ side: 'left', px: 160 }, size);
    setPrompt('typed by hand', 'typing 5');
    startFrameAnew({ width: 1000, height: 1600 });
    expect(now()).toMatchObject({ expansion: NO_EXPANSION, prompt: 'typed by hand' });
    expect(steps()).toBe(0);
  });

  it('opened for the settings of a task begins with them: undo does not leave it bare', () => {
    startAnew('another', size);
    beginWith({
      ...asked,
      crop: null,
      anchor: null,
      source: size,
      expansion: { ...NO_EXPANSION, right: 0.5 },
    });
    expect(now()).toMatchObject({ prompt: 'of the task', n: 2 });
    expect(steps()).toBe(0);
  });
});

describe('going beyond one request', () => {
  it('is off, and a side stops at three times the area', () => {
    setSidePx({ side: 'right', px: 9000 }, size);
    expect(padsOf(size, now().expansion).right).toBe(3200);
  });

  it('takes a chosen format there and back, each in one step of undo', () => {
    const format = formatOf('9:21');
    const nearest = format && solveFormat(size, format, now().anchor).expansion;
    useEditorStore.setState({ formatId: '9:21', expansion: nearest ?? NO_EXPANSION });
    useEditorStore.temporal.getState().clear();
    setGoesBeyond(true, size);
    expect(frameOf(size, now().expansion)).toMatchObject({ width: 1600, height: 3733 });
    setGoesBeyond(false, size);
    expect(frameOf(size, now().expansion)).toMatchObject({ width: 1600, height: 3000 });
    expect(steps()).toBe(2);
    undo();
    expect(now().goesBeyond).toBe(true);
  });

  it('of a free frame that is switched off shrinks it to one request, and undo brings it back', () => {
    setGoesBeyond(true, size);
    setSidePx({ side: 'right', px: 4000 }, size);
    setSidePx({ side: 'up', px: 2000 }, size);
    const large = now().expansion;
    setGoesBeyond(false, size);
    expect(withinArea(now().expansion)).toBe(true);
    undo();
    expect(now()).toMatchObject({ goesBeyond: true, expansion: large });
  });

  it('survives a reload, and a frame beyond that nobody allowed does not', () => {
    setGoesBeyond(true, size);
    setSidePx({ side: 'right', px: 9000 }, size);
    expect(editorStateSchema.safeParse(now()).success).toBe(true);
    expect(editorStateSchema.safeParse({ ...now(), goesBeyond: false }).success).toBe(false);
  });

  it('comes with a task that had steps, and goes with the next source', () => {
    const asked = { formatId: null, prompt: '', n: 1, provider: null };
    reuse({ ...asked, source: size, crop: null, anchor: null, expansion: { ...NO_EXPANSION, right: 6 } });
    expect(now().goesBeyond).toBe(true);
    startAnew('another', size);
    expect(now()).toMatchObject({ goesBeyond: false, expansion: NO_EXPANSION });
  });
});

describe('cropping', () => {
  const cut = { ...NO_EXPANSION, left: -0.25, right: 0.5 };

  it('is off, and a side stops at the edge of the image; on, it goes on inwards', () => {
    setSidePx({ side: 'left', px: -200 }, size);
    expect(padsOf(size, now().expansion).left).toBe(0);
    setAllowsCropping(true, size);
    setSidePx({ side: 'left', px: -200 }, size);
    expect(padsOf(size, now().expansion).left).toBe(-200);
  });

  it('switched off gives back what was cut, within the limits, and undo takes it away again', () => {
    setAllowsCropping(true, size);
    setExpansion({ ...cut, right: 1.2, up: 0.15, bottom: 0 });
    const before = now().expansion;
    setAllowsCropping(false, size);
    expect(now().expansion.left).toBe(0);
    expect(withinArea(now().expansion)).toBe(true);
    undo();
    expect(now()).toMatchObject({ allowsCropping: true, expansion: before });
  });

  it('reaches a format that is beyond the limit otherwise, and back', () => {
    const format = formatOf('9:21');
    const nearest = format && solveFormat(size, format, now().anchor).expansion;
    useEditorStore.setState({ formatId: '9:21', expansion: nearest ?? NO_EXPANSION });
    setAllowsCropping(true, size);
    expect(frameOf(size, now().expansion)).toMatchObject({ width: 1285, height: 2998 });
    setAllowsCropping(false, size);
    expect(frameOf(size, now().expansion)).toMatchObject({ width: 1600, height: 3000 });
  });

  it('comes back with a task that was cropped, and stays for the next image', () => {
    const asked = { formatId: null, prompt: '', n: 1, provider: null };
    reuse({ ...asked, source: size, anchor: null, ...requestOf(size, cut) });
    expect(now()).toMatchObject({ expansion: cut, allowsCropping: true });
    startAnew('another', size);
    expect(now()).toMatchObject({ expansion: NO_EXPANSION, allowsCropping: true });
  });

  it('survives a reload, and a cut that nobody allowed does not', () => {
    setAllowsCropping(true, size);
    setExpansion(cut);
    expect(editorStateSchema.safeParse(now()).success).toBe(true);
    expect(editorStateSchema.safeParse({ ...now(), allowsCropping: false }).success).toBe(false);
  });
});

it('keeps what belongs to the work and drops what belongs to the image when another one opens', () => {
  const asked = { formatId: '16:9', prompt: 'grass', n: 4, provider: null };
  reuse({ ...asked, source: size, crop: null, anchor: null, expansion: { ...NO_EXPANSION, up: 0.4 } });
  setDragged(now().expansion, { x: 0, y: 1 });
  startAnew('another', size);
  expect(now()).toMatchObject({ formatId: '16:9', anchor: { x: 0, y: 1 }, prompt: '', n: 1 });
  expect(padsOf(size, now().expansion)).toEqual({ up: 0, right: 178, bottom: 0, left: 0 });
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
      startAnew(crypto.randomUUID(), size);
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
