import { expect, test } from 'vitest';
import { inRoom, Room } from './room.ts';

const MANY = 1_000_000;

test('arrays keep what they hold while the room grows', () => {
  inRoom((room) => {
    const first = room.copied([1, 2, 3]);
    room.floats(MANY);
    const last = room.copied([4, 5, 6]);
    expect(room.kernel.dotAlong(first.byteOffset, last.byteOffset, 3)).toBe(32);
    room.kernel.boxAlong(last.byteOffset, 1, first.byteOffset, 1);
    expect([...first]).toEqual([5, 2, 3]);
  });
});

test('a plane that lies in a room is not copied, also after the room grew', () => {
  inRoom((room) => {
    const plane = room.held({ width: 2, height: 1, values: Float32Array.of(1, 2) });
    room.floats(MANY);
    expect(room.held(plane).values).toBe(plane.values);
  });
});

test('a plane whose place is free again is copied', () => {
  const values = inRoom((room) => room.copied([1, 2]));
  const ended = { width: 2, height: 1, values };
  inRoom((room) => {
    const other = room.copied([3, 4]);
    expect(room.held(ended).values).not.toBe(values);
    expect([...other]).toEqual([3, 4]);
    const brief = { ...ended, values: room.briefly(() => room.copied([5, 6])) };
    room.floats(8);
    expect(room.held(brief).values).not.toBe(brief.values);
  });
});

test('a room that is closed gives no more arrays, and its kernel to one room alone', () => {
  const room = new Room();
  room.close();
  expect(() => room.floats(1)).toThrow('closed');
  const next = new Room();
  room.close();
  expect(new Room().kernel).not.toBe(next.kernel);
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
