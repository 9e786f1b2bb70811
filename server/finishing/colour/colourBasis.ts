import type { Size } from '../../../src/domain/side.ts';

/** Levels of deviation that each tone shape is expected to have: bias, gain, gamma, contrast. */
const TONE = [6, 12, 14, 12] as const;
const CROSS = 0.02;
const ORDERS = 6;
/** The field's domain reaches beyond the frame, so that its mirror images at the edges stay away from it. */
const DOMAIN = 1.6;
/** Its correlation length as a share of the longer side. */
const LENGTH = 0.45;
const FIELD_LEVELS = 5;
const WEAKEST = 0.02;
const GAIN_FIELD = 0.1;
const GAIN_ORDERS = 2;

/** One smooth shape across the frame. */
interface Wave {
  readonly a: number;
  readonly b: number;
  readonly deviation: number;
}

/**
 * The shapes a provider's change of colour is made of, each scaled by how strong it is expected to be, so that every
 * unknown has a unit normal prior: a tone curve, a little of the other channels, and a smooth field (a Gaussian process
 * of reduced rank: Solin and Särkkä, «Hilbert space methods for reduced-rank Gaussian process regression», 2020) of
 * bias and gain. Away from where the source is known, the process returns to its prior: extrapolation is safe.
 */
export class ColourBasis {
  readonly size: number;
  readonly toneSize: number;
  readonly #frame: Size;
  readonly #waves: readonly Wave[];
  readonly #gainWaves: readonly Wave[];
  /** Cosines of each order at the point that is asked for. */
  readonly #across = new Float64Array(ORDERS + 1).fill(1);
  readonly #down = new Float64Array(ORDERS + 1).fill(1);

  /** @param others channels beside the one that is fitted */
  constructor(frame: Size, others: number) {
    this.#frame = frame;
    this.#waves = wavesOf(frame);
    this.#gainWaves = this.#waves.filter(({ a, b }) => a + b <= GAIN_ORDERS);
    this.toneSize = TONE.length + others;
    this.size = this.toneSize + this.#waves.length + this.#gainWaves.length;
  }

  /** Values of the tone shapes at a level 0–255, its difference to the other channels in `others`. */
  fillTone(row: Float64Array, level: number, others: readonly number[]): void {
    const t = Math.min(1, Math.max(0, level / 255));
    row[0] = TONE[0];
    row[1] = TONE[1] * (t - 0.5);
    // Gamma to first order.
    row[2] = t > 0 ? -TONE[2] * t * Math.log(t) : 0;
    row[3] = TONE[3] * t * (1 - t) * (1 - 2 * t);
    others.forEach((other, i) => {
      row[TONE.length + i] = CROSS * (other - level);
    });
  }

  /** Values of the field's shapes at a point of the frame. */
  fillField(row: Float64Array, x: number, y: number, level: number): void {
    const { width, height } = this.#frame;
    const u = (Math.PI * (x / width + (DOMAIN - 1) / 2)) / DOMAIN;
    const v = (Math.PI * (y / height + (DOMAIN - 1) / 2)) / DOMAIN;
    fillCosines(this.#across, u);
    fillCosines(this.#down, v);
    const [across, down] = [this.#across, this.#down];
    let at = this.toneSize;
    for (const { a, b, deviation } of this.#waves) {
      row[at] = deviation * (across[a] ?? 0) * (down[b] ?? 0);
      at += 1;
    }
    const gain = (GAIN_FIELD * FIELD_LEVELS * (level - 128)) / 64;
    for (const { a, b, deviation } of this.#gainWaves) {
      row[at] = ((gain * deviation) / FIELD_LEVELS) * (across[a] ?? 0) * (down[b] ?? 0);
      at += 1;
    }
  }
}

/** Cosines of the multiples of an angle, from none on (Chebyshev's recurrence). */
function fillCosines(out: Float64Array, angle: number): void {
  const first = Math.cos(angle);
  out[1] = first;
  for (let order = 2; order < out.length; order += 1)
    out[order] = 2 * first * (out[order - 1] ?? 0) - (out[order - 2] ?? 0);
}

/** Cosines up to the given orders; how strong each is expected follows from a squared-exponential kernel. */
function wavesOf({ width, height }: Size): Wave[] {
  const length = LENGTH * Math.max(width, height);
  const waves: Wave[] = [];
  for (let a = 0; a <= ORDERS; a += 1) {
    for (let b = 0; b <= ORDERS; b += 1) {
      const frequency = (Math.PI / DOMAIN) ** 2 * ((a / width) ** 2 + (b / height) ** 2);
      const deviation = Math.exp((-frequency * length * length) / 4);
      if (a + b > 0 && deviation >= WEAKEST) waves.push({ a, b, deviation });
    }
  }
  // Half of each squared cosine is its mean.
  const power = waves.reduce(
    (sum, { a, b, deviation }) => sum + deviation ** 2 / (a > 0 && b > 0 ? 4 : 2),
    0,
  );
  const scale = FIELD_LEVELS / Math.sqrt(power);
  return waves.map((wave) => ({ ...wave, deviation: wave.deviation * scale }));
}
