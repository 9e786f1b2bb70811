// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { followWheel, type WheelMove } from './wheelMove.ts';
import { nextWheel, useWheel } from './wheelSetting.ts';

afterEach(() => useWheel.setState({ wheel: 'auto' }));

it('goes round the three, is remembered, and the next turn of the wheel does as it says', () => {
  const element = document.createElement('div');
  const moves: WheelMove['kind'][] = [];
  const stop = followWheel(element, ({ kind }) => moves.push(kind));
  const seen = [0, 1, 2, 3].map(() => {
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: 120 }));
    const { wheel } = useWheel.getState();
    nextWheel();
    return wheel;
  });
  stop();
  expect(seen).toEqual(['auto', 'zoom', 'pan', 'auto']);
  expect(moves).toEqual(['zoom', 'zoom', 'pan', 'zoom']);
  expect(localStorage.getItem('outframe-wheel')).toContain(useWheel.getState().wheel);
});
