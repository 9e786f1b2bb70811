import { expect, test } from 'vitest';
import { createWheelReader, type WheelMove, type WheelTurn } from './wheelMove.ts';

function turn(deltaX: number, deltaY: number, more: Partial<WheelTurn> = {}): WheelTurn {
  return { deltaX, deltaY, deltaMode: 0, ctrlKey: false, shiftKey: false, timeStamp: 0, ...more };
}
const panned = (x: number, y: number): WheelMove => ({ kind: 'pan', by: { x, y } });
const zoomed = (by: number): WheelMove => ({ kind: 'zoom', factor: expect.closeTo(Math.exp(by), 6) });

test.each<[string, WheelTurn, WheelMove]>([
  ['a notch of a mouse zooms out', turn(0, 120), zoomed(-0.192)],
  ['and back in', turn(0, -120), zoomed(0.192)],
  ['a wheel that spins freely does not leap', turn(0, 5000), zoomed(-0.384)],
  ['a notch that is told in lines', turn(0, 3, { deltaMode: 1 }), zoomed(-0.0768)],
  ['a notch that is told in pages', turn(0, 1, { deltaMode: 2 }), zoomed(-0.384)],
  ['a wheel that is tilted pans', turn(100, 0), panned(-100, 0)],
  ['Shift makes a notch pan sideways', turn(0, 120, { shiftKey: true }), panned(-120, 0)],
  ['where the system turned it already, as well', turn(120, 0, { shiftKey: true }), panned(-120, 0)],
  ['two fingers pan down', turn(0, 8), panned(0, -8)],
  ['and sideways', turn(-8, 0), panned(8, 0)],
  ['and both ways, however fast', turn(90, -130), panned(-90, 130)],
  ['a pinch zooms faster than a wheel', turn(0, -4, { ctrlKey: true }), zoomed(0.04)],
  ['a pinch does not leap', turn(0, 90, { ctrlKey: true }), zoomed(-0.25)],
  ['Ctrl zooms by a notch too', turn(0, 120, { ctrlKey: true }), zoomed(-0.25)],
])('%s', (_what, given, meant) => {
  expect(createWheelReader()(given)).toEqual(meant);
});

test.each([
  ['a fast move of fingers just after a slow one pans', 240, panned(0, -120)],
  ['later it is a notch', 260, zoomed(-0.192)],
] as const)('%s', (_what, timeStamp, meant) => {
  const read = createWheelReader();
  read(turn(0, 8));
  expect(read(turn(0, 120, { timeStamp }))).toEqual(meant);
});

test.each([
  ['zoom', 'two fingers on a touchpad', turn(0, 8), zoomed(-0.0128)],
  ['zoom', 'both axes at once', turn(3, 8), zoomed(-0.0128)],
  ['zoom', 'a wheel that is tilted', turn(100, 0), panned(-100, 0)],
  ['zoom', 'Shift', turn(0, 120, { shiftKey: true }), panned(-120, 0)],
  ['pan', 'a notch of a mouse', turn(0, 120), panned(0, -120)],
  ['pan', 'a notch that is told in lines', turn(0, 3, { deltaMode: 1 }), panned(0, -48)],
  ['pan', 'Shift', turn(0, 120, { shiftKey: true }), panned(-120, 0)],
  ['pan', 'Ctrl', turn(0, 120, { ctrlKey: true }), zoomed(-0.25)],
] as const)('set to %s, %s does as it should', (wheel, _what, given, meant) => {
  expect(createWheelReader(() => wheel)(given)).toEqual(meant);
});
