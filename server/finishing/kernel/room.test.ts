import { expect, test } from 'vitest';
import { inRoom } from './room.ts';

const MANY = 1_000_000;

test('arrays keep what they hold while the room grows', () => {
  inRoom((room) => {
    const first = room.copied([1, 2, 3]);
    room.floats(MANY);
    const last = room.copied([4, 5, 6]);
    room.kernel.addScaled(first.byteOffset, last.byteOffset, 2, 3);
    expect([...first]).toEqual([9, 12, 15]);
  });
});

test('a plane that lies in a room is not copied, also after the room grew', () => {
  inRoom((room) => {
    const plane = room.held({ width: 2, height: 1, values: Float32Array.of(1, 2) });
    room.floats(MANY);
    expect(room.held(plane).values).toBe(plane.values);
  });
});

test('a place is taken again once the work that it was for is done', () => {
  inRoom((room) => {
    const first = room.briefly(() => room.floats(8).byteOffset);
    expect(room.floats(8).byteOffset).toBe(first);
  });
});

test('what lies behind an array is zeros, whatever was there before', () => {
  inRoom((room) => {
    room.briefly(() => room.floats(64).fill(Number.NaN));
    const { buffer, byteOffset } = room.floats(3);
    expect([...new Float32Array(buffer, byteOffset + 12, 13)]).toEqual(Array(13).fill(0));
  });
});
