/** Numbers from 0 to below 1. Whoever draws from the same row elsewhere begins at its state and puts back its own. */
export interface SeededRandom {
  (): number;
  state: number;
}

/** The same row for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): SeededRandom {
  const random: SeededRandom = () => {
    random.state = (random.state + 0x6d2b79f5) | 0;
    const { state } = random;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  random.state = seed | 0;
  return random;
}
