import { expect, test } from 'vitest';
import { detailOf } from '../detail/detailBands.ts';
import { gaussianBlur } from '../pixels/blurring.ts';
import { inRoom, type Room } from './room.ts';

const MANY = 2_000_000;

const bytesOf = (room: Room) => room.floats(1).buffer.byteLength;

/** Bytes that work makes a room's memory grow by when all of it is taken, however much a room before it left. */
function grownBy(room: Room, work: () => void): number {
  const { buffer, byteOffset } = room.floats(1);
  room.bytes(Math.max(0, buffer.byteLength - byteOffset - 1000));
  const before = bytesOf(room);
  work();
  return bytesOf(room) - before;
}

test('of memories that are no longer used the largest is used next, so that none is made beside it', () => {
  inRoom((outer) => {
    outer.floats(MANY);
    inRoom((inner) => inner.floats(1));
  });
  expect(inRoom(bytesOf)).toBeGreaterThan(4 * MANY);
  inRoom((outer) => {
    outer.floats(1);
    inRoom((inner) => inner.floats(1));
  });
  expect(inRoom(bytesOf)).toBeGreaterThan(4 * MANY);
});

test('the detail of a channel takes nine planes with all that it is made of', () => {
  const size = { width: 1000, height: 700 };
  inRoom((room) => {
    const bytes = grownBy(room, () => {
      const planes = Array.from({ length: 3 }, () => room.floats(size.width * size.height).fill(100));
      const { bandsOf } = detailOf(room, { ...size, planes });
      expect(bandsOf(1)).toHaveLength(3);
    });
    expect(bytes).toBeLessThan(9 * 4 * size.width * size.height);
  });
});

test('a plane that lies elsewhere is copied no longer than it is worked on', () => {
  const plane = { width: 200, height: 100, values: new Float32Array(20_000) };
  inRoom((room) => {
    const from = room.floats(1).byteOffset;
    gaussianBlur(room, plane, 1);
    expect(room.floats(1).byteOffset - from).toBeLessThan(1.1 * 4 * plane.values.length);
  });
});
