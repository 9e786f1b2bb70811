import { expect, test } from 'vitest';
import { FetchPlaces } from './fetchPlaces.ts';

/** So many fetches of somebody that do not end by themselves, and what ends them. */
function hold(places: FetchPlaces, person: string | null, count: number) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const held = Array.from({ length: count }, () => places.within(person, () => ended));
  return { end, done: () => Promise.all(held) };
}

const quick = async () => 'fetched';
const REFUSED = { code: 'too-many-fetches' };

test('slow addresses of one person keep that person from more, and nobody else', async () => {
  const places = new FetchPlaces();
  const { end, done } = hold(places, 'anna', 12);
  await expect(places.within('anna', quick)).rejects.toMatchObject(REFUSED);
  expect(await places.within('ben', quick)).toBe('fetched');
  expect(await places.within(null, quick)).toBe('fetched');
  end();
  await done();
  expect(await places.within('anna', quick)).toBe('fetched');
});

test('there is an end to those of everybody together', async () => {
  const places = new FetchPlaces();
  const held = ['anna', 'ben', 'cleo', 'dora'].map((person) => hold(places, person, 12));
  await expect(places.within('emma', quick)).rejects.toMatchObject(REFUSED);
  held[0]?.end();
  await held[0]?.done();
  expect(await places.within('emma', quick)).toBe('fetched');
});

test('what fails gives its place back', async () => {
  const places = new FetchPlaces();
  for (let time = 0; time < 20; time += 1) {
    const failing = places.within('anna', () => Promise.reject(new Error('Nothing answers.')));
    await expect(failing).rejects.toThrow('Nothing answers.');
  }
});
