// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { followAtPointer, useDragStore, useWhileDragged } from './dragStore.ts';
import { INITIAL_EDITOR_STATE } from './editorState.ts';
import { useEditorStore } from './editorStore.ts';

let atPointer: number[];
let beside: number[];
let ends: (() => void)[];

function Beside() {
  useWhileDragged(({ right }) => void beside.push(right));
  return null;
}

function dragTo(right: number): void {
  const expansion = { ...NO_EXPANSION, right };
  act(() =>
    useDragStore.setState({ gesture: { handle: ['right'], sides: ['right'], expansion, atLimit: false } }),
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  useEditorStore.setState(INITIAL_EDITOR_STATE);
  atPointer = [];
  beside = [];
  ends = [followAtPointer(({ right }) => void atPointer.push(right)), mount(<Beside />).unmount];
});

afterEach(() => {
  act(() => useDragStore.setState({ gesture: null }));
  for (const end of ends) end();
  vi.useRealTimers();
});

it('figures at the pointer follow ten times a second, those beside the stage every other time', () => {
  for (let move = 0; move <= 50; move += 1) {
    dragTo(move / 100);
    vi.advanceTimersByTime(10);
  }
  expect(atPointer).toHaveLength(6);
  expect(beside).toHaveLength(3);
});

it('both hear of the last move before the pointer rests, whoever was told of the one before', () => {
  for (const moves of [2, 12, 22]) {
    for (let move = 1; move <= moves; move += 1) {
      dragTo(move / 100);
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(1000);
    expect([atPointer.at(-1), beside.at(-1)]).toEqual([moves / 100, moves / 100]);
  }
});

it('the end of a drag tells both at once what is set', () => {
  dragTo(0.3);
  dragTo(0.4);
  act(() => useDragStore.setState({ gesture: null }));
  expect([atPointer.at(-1), beside.at(-1)]).toEqual([0, 0]);
  const told = atPointer.length;
  vi.advanceTimersByTime(1000);
  expect(atPointer).toHaveLength(told);
});
