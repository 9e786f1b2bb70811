import { beforeEach, expect, test } from 'vitest';
import { DataRateMeter } from './dataRateMeter.ts';

const LEAST = { bytes: 1000, everyMs: 100 };

let nowMs: number;
let meter: DataRateMeter;

beforeEach(() => {
  nowMs = 0;
  meter = new DataRateMeter(LEAST, () => nowMs);
});

/** So many bytes that are waited for so long. */
async function receive(bytes: number, waitMs: number): Promise<void> {
  await meter.during(Promise.resolve().then(() => (nowMs += waitMs)));
  meter.add(bytes);
}

test('a body that goes on at the least rate is let through', async () => {
  for (let times = 0; times < 50; times += 1) await receive(500, 50);
});

test('one that trickles is ended, and was too slow', async () => {
  await receive(10, 60);
  await expect(receive(10, 60)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('one that trickles after a burst is ended: what came before counts no longer', async () => {
  await receive(1_000_000, 100);
  await receive(10, 60);
  await expect(receive(10, 60)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('the wait for what came before counts no longer either', async () => {
  await receive(1000, 100);
  await receive(10, 50);
  await receive(990, 50);
});

test('time that the reader takes with what has come does not count', async () => {
  await receive(10, 60);
  nowMs += 60_000;
  await receive(10, 30);
});

test('without a least rate, nothing is too slow', async () => {
  meter = new DataRateMeter(undefined, () => nowMs);
  await receive(1, 3_600_000);
});
