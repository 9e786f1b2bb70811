import { colourChannels, type Raster, unitsPerLevel } from '../../images/raster.ts';
import type { ImageMap } from '../pixels/axisMap.ts';
import { type FloatImage, type Plane, planeAt } from '../pixels/floatImage.ts';
import { NormalEquations } from '../pixels/normalEquations.ts';
import { LANCZOS_3, reachOf, resampleRow, tapsAlong } from '../pixels/resampling.ts';
import { ACTIVITY_NODES, type Detail, detailOf, nodePlace } from './detailBands.ts';
import { fromLumaChroma, toLumaChroma } from './lumaChroma.ts';

export interface SharpnessRequest {
  /** In the source's colours. */
  readonly picture: FloatImage;
  readonly source: Raster;
  /** From the source to the picture. */
  readonly toPicture: ImageMap;
  /** How far a point of the source can be believed to be shown by the picture, 0–1. */
  readonly reliabilityAt: (x: number, y: number) => number;
}

const SAMPLE_ROWS = 56;
const SAMPLE_COLUMNS = 900;
const RIDGE = 0.1;
/** Of an amount: the fine detail of brightness is what is missing most. */
const LIMITS = { fine: { low: -0.9, high: 1.5 }, other: { low: -0.8, high: 0.8 } } as const;

/**
 * Takes the picture's memory. Sharpens where the picture is softer than the source and smooths where it is noisier: amounts for each band of detail
 * and each activity, learned where both are known (a Wiener filter by class; the idea of RAISR: Romano, Isidoro and
 * Milanfar, 2017). Amounts are fitted at the source's own size, since that is where the result is looked at.
 */
export function matchSharpness(request: SharpnessRequest): FloatImage {
  const image = toLumaChroma(request.picture);
  const detail = detailOf(image);
  const samples = sampleSource(request);
  const amounts = image.planes.map((_, channel) => fitAmounts({ image, channel, detail, samples }));
  addDetail(image, detail, amounts);
  return fromLumaChroma(image);
}

/** Adds each band of each channel by the amount for the activity there, in place. */
function addDetail(image: FloatImage, { bands, activity }: Detail, amounts: readonly Float64Array[]): void {
  const { width, height } = image;
  const places = nodePlaces(activity);
  image.planes.forEach((plane, channel) => {
    const own = amounts[channel];
    if (own === undefined) return;
    const line = new Float32Array(activity.width);
    for (const [index, band] of (bands[channel] ?? []).entries()) {
      for (let y = 0; y < height; y += 1) {
        if (y % 2 === 0) {
          const from = (y >> 1) * activity.width;
          fillAmounts(places.subarray(from, from + activity.width), own, index, line);
        }
        for (let x = 0, at = y * width; x < width; x += 1, at += 1)
          plane[at] = (plane[at] ?? 0) + (line[x >> 1] ?? 0) * (band[at] ?? 0);
      }
    }
  });
}

/** The amounts of a band at each place among the nodes. */
function fillAmounts(places: Float32Array, amounts: Float64Array, band: number, out: Float32Array): void {
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] ?? 0;
    const low = place >= ACTIVITY_NODES - 1 ? ACTIVITY_NODES - 2 : Math.trunc(place);
    const share = place - low;
    const first = band * ACTIVITY_NODES + low;
    out[i] = (amounts[first] ?? 0) * (1 - share) + (amounts[first + 1] ?? 0) * share;
  }
}

function nodePlaces({ values }: Plane): Float32Array {
  const places = new Float32Array(values.length);
  for (let at = 0; at < places.length; at += 1) places[at] = nodePlace(values[at] ?? 0);
  return places;
}

interface Samples {
  readonly columns: ReturnType<typeof tapsAlong>;
  readonly rows: ReturnType<typeof tapsAlong>;
  /** Luma and chroma of the source at each sample, rows of columns. */
  readonly channels: readonly Float32Array[];
  readonly reliability: Float32Array;
}

function sampleSource({ picture, source, toPicture, reliabilityAt }: SharpnessRequest): Samples {
  const rowStep = Math.max(1, Math.floor(source.height / SAMPLE_ROWS));
  const columnStep = Math.max(1, Math.floor(source.width / SAMPLE_COLUMNS));
  const rowCount = Math.floor(source.height / rowStep);
  const columnCount = Math.floor(source.width / columnStep);
  const colours = colourChannels(source);
  const units = unitsPerLevel(source);
  const channels = Array.from({ length: colours }, () => new Float32Array(rowCount * columnCount));
  const reliability = new Float32Array(rowCount * columnCount);
  for (let row = 0; row < rowCount; row += 1) {
    for (let column = 0; column < columnCount; column += 1) {
      const at = row * columnCount + column;
      const [x, y] = [column * columnStep, row * rowStep];
      const from = (y * source.width + x) * source.channels;
      const level = (channel: number) => (source.data[from + channel] ?? 0) / units;
      const luma = colours === 1 ? level(0) : 0.299 * level(0) + 0.587 * level(1) + 0.114 * level(2);
      for (let channel = 0; channel < colours; channel += 1) {
        const plane = channels[channel];
        if (plane) plane[at] = channel === 0 ? luma : level(channel === 1 ? 0 : 2) - luma;
      }
      reliability[at] = reliabilityAt(x, y);
    }
  }
  return {
    columns: sampleTaps(toPicture.x, columnCount, { step: columnStep, inputLength: picture.width }),
    rows: sampleTaps(toPicture.y, rowCount, { step: rowStep, inputLength: picture.height }),
    channels,
    reliability,
  };
}

/** Taps for every `step`-th pixel; where the picture is larger than the source they do not widen, nor need to. */
function sampleTaps(
  map: ImageMap['x'],
  length: number,
  { step, inputLength }: { step: number; inputLength: number },
) {
  const all = tapsAlong(map, length * step, inputLength, LANCZOS_3);
  const starts = Int32Array.from({ length }, (_, i) => all.starts[i * step] ?? 0);
  const weights = new Float32Array(length * all.count);
  for (let i = 0; i < length; i += 1) {
    weights.set(all.weights.subarray(i * step * all.count, (i * step + 1) * all.count), i * all.count);
  }
  return { count: all.count, starts, weights };
}

interface AmountsRequest {
  readonly image: FloatImage;
  readonly channel: number;
  readonly detail: Detail;
  readonly samples: Samples;
}

function fitAmounts({ image, channel, detail, samples }: AmountsRequest): Float64Array {
  const bandCount = detail.bands[channel]?.length ?? 0;
  const size = bandCount * ACTIVITY_NODES;
  const target = samples.channels[channel] ?? new Float32Array();
  const equations = new NormalEquations(size);
  const rowCount = samples.rows.starts.length;
  const columnCount = samples.columns.starts.length;
  const sampler = rowSampler({ image, channel, detail, samples });
  const row = new Float64Array(size);
  let total = 0;
  for (let y = 0; y < rowCount; y += 1) {
    const { values, busy, inputs } = sampler(y);
    for (let x = 0; x < columnCount; x += 1) {
      const at = y * columnCount + x;
      const error = (target[at] ?? 0) - (values[x] ?? 0);
      const act = Math.max(0, busy[x] ?? 0);
      const limit = (channel === 0 ? 4 : 6) + 2 * act;
      const weight = (samples.reliability[at] ?? 0) / ((1 + (error / limit) ** 2) * (1 + act));
      if (weight < 1e-3) continue;
      for (let i = 0; i < size; i += 1) row[i] = inputs[i]?.[x] ?? 0;
      equations.add(row, error, weight);
      total += weight;
    }
  }
  addRidge(equations, RIDGE * Math.max(1, total), bandCount);
  return equations.solve().map((amount, i) => {
    const { low, high } = LIMITS[i < ACTIVITY_NODES && channel === 0 ? 'fine' : 'other'];
    return Math.min(high, Math.max(low, amount));
  });
}

/** Small amounts are likelier than large ones, and neighbouring activities want similar ones. */
function addRidge(equations: NormalEquations, ridge: number, bands: number): void {
  for (let band = 0; band < bands; band += 1) {
    for (let node = 0; node < ACTIVITY_NODES; node += 1) {
      const i = band * ACTIVITY_NODES + node;
      equations.addEntry(i, i, ridge / ACTIVITY_NODES);
      if (node === 0) continue;
      equations.addEntry(i, i, ridge / ACTIVITY_NODES);
      equations.addEntry(i - 1, i - 1, ridge / ACTIVITY_NODES);
      equations.addEntry(i, i - 1, -ridge / ACTIVITY_NODES);
    }
  }
}

interface SampledRow {
  /** The picture's own values, and how busy it is. */
  readonly values: Float32Array;
  readonly busy: Float32Array;
  /** Each band where activity is near a node, fading to the neighbouring nodes. */
  readonly inputs: readonly Float32Array[];
}

/** Rows of samples, one after the other in the same memory. */
function rowSampler({ image, channel, detail, samples }: AmountsRequest): (row: number) => SampledRow {
  const { rows, columns } = samples;
  const { width } = image;
  const bands = detail.bands[channel] ?? [];
  const makeLines = (length: number) =>
    Array.from({ length: 2 + bands.length * ACTIVITY_NODES }, () => new Float32Array(length));
  const [lines, sampled] = [makeLines(width), makeLines(columns.starts.length)];
  const plane = planeAt(image, channel);
  const { activity: active } = detail;
  const { from, to } = reachOf(columns);
  const addRow = (row: number, weight: number) => {
    const [values, busy, ...inputs] = lines;
    for (let x = from; x < to; x += 1) {
      const at = row * width + x;
      const activity = active.values[(row >> 1) * active.width + (x >> 1)] ?? 0;
      if (values) values[x] = (values[x] ?? 0) + weight * (plane[at] ?? 0);
      if (busy) busy[x] = (busy[x] ?? 0) + weight * activity;
      const place = nodePlace(activity);
      const low = Math.min(ACTIVITY_NODES - 2, Math.trunc(place));
      const share = place - low;
      for (let band = 0; band < bands.length; band += 1) {
        const value = weight * (bands[band]?.[at] ?? 0);
        const [a, b] = [inputs[band * ACTIVITY_NODES + low], inputs[band * ACTIVITY_NODES + low + 1]];
        if (a) a[x] = (a[x] ?? 0) + value * (1 - share);
        if (b) b[x] = (b[x] ?? 0) + value * share;
      }
    }
  };
  return (row) => {
    for (const line of lines) line.fill(0);
    for (let tap = 0; tap < rows.count; tap += 1) {
      const weight = rows.weights[row * rows.count + tap] ?? 0;
      if (weight !== 0) addRow((rows.starts[row] ?? 0) + tap, weight);
    }
    lines.forEach((line, i) => {
      const out = sampled[i];
      if (out) resampleRow(line, columns, out);
    });
    const [values = new Float32Array(), busy = new Float32Array(), ...inputs] = sampled;
    return { values, busy, inputs };
  };
}
