import { expect, it } from 'vitest';
import type { Drafted } from './draftMessage.ts';
import { createDraftRefiner } from './draftRefiner.ts';

/** A refiner whose fills end when the test says so. */
function setUp() {
  const opened: { side: number; end: (picture: string | null) => Promise<void> }[] = [];
  const closed: number[] = [];
  const shown: string[] = [];
  const refiner = createDraftRefiner<string>({
    openPort: (side) => ({
      fill: () =>
        new Promise<Drafted<string>>((resolve) => {
          const end = async (picture: string | null) => {
            resolve({ picture, isRough: false });
            await new Promise((done) => setImmediate(done));
          };
          opened.push({ side, end });
        }),
      close: () => closed.push(side),
    }),
    onPicture: (picture, side) => shown.push(`${picture} ${side}`),
  });
  return { refiner, opened, closed, shown, sides: () => opened.map(({ side }) => side) };
}

it('goes on step by step until the screen could show no more, each in a worker of its own', async () => {
  const { refiner, opened, closed, shown, sides } = setUp();
  refiner.refine(900);
  expect(sides()).toEqual([512]);
  await opened[0]?.end('fine');
  expect(sides()).toEqual([512, 1024]);
  await opened[1]?.end('finer');
  expect([shown, closed]).toEqual([
    ['fine 512', 'finer 1024'],
    [512, 1024],
  ]);
});

it('stops where the screen shows no more, and goes on when it is zoomed in', async () => {
  const { refiner, opened, sides } = setUp();
  refiner.refine(256);
  expect(sides()).toEqual([]);
  refiner.refine(500);
  await opened[0]?.end('fine');
  expect(sides()).toEqual([512]);
  refiner.refine(700);
  expect(sides()).toEqual([512, 1024]);
});

it('is ended by the next move, and shows nothing that comes late', async () => {
  const { refiner, opened, closed, shown, sides } = setUp();
  refiner.refine(900);
  refiner.cancel();
  expect(closed).toEqual([512]);
  await opened[0]?.end('late');
  expect([shown, sides()]).toEqual([[], [512]]);
  refiner.refine(900);
  expect(sides()).toEqual([512, 512]);
});

it('leaves the draft as it is where a finer one cannot be had', async () => {
  const { refiner, opened, shown, sides } = setUp();
  refiner.refine(900);
  await opened[0]?.end(null);
  expect([shown, sides()]).toEqual([[], [512]]);
});
