import { inRoom, type Room } from '../kernel/room.ts';
import { RoomEquations } from '../kernel/roomEquations.ts';
import { type FloatImage, planeAt } from '../pixels/floatImage.ts';
import { NormalEquations } from '../pixels/normalEquations.ts';
import { ACTIVITY_NODES, detailOf } from './detailBands.ts';
import { fromLumaChroma, toLumaChroma } from './lumaChroma.ts';
import { type AmountsRequest, rowSampler, type SampleRequest, sampleSource } from './samples.ts';

const RIDGE = 0.1;
/** Of an amount: the fine detail of brightness is what is missing most. */
const LIMITS = { fine: { low: -0.9, high: 1.5 }, other: { low: -0.8, high: 0.8 } } as const;

/**
 * Takes the picture's memory. Sharpens where the picture is softer than the source and smooths where it is noisier:
 * amounts for each band of detail and each activity, learned where both are known (a Wiener filter by class; the idea of
 * RAISR: Romano, Isidoro and Milanfar, 2017). Amounts are fitted at the source's own size, since that is where the result
 * is looked at.
 */
export function matchSharpness(request: SampleRequest): FloatImage {
  const { picture } = request;
  inRoom((room) => {
    const colours = { ...picture, planes: picture.planes.map((plane) => room.copied(plane)) };
    const image = toLumaChroma(room, colours);
    const detail = detailOf(room, image);
    const samples = sampleSource(room, request);
    // Brightness comes last: it guides the colours as it is.
    for (let channel = image.planes.length - 1; channel >= 0; channel -= 1) {
      room.briefly(() => {
        const one = { image, channel, bands: detail.bandsOf(channel), detail, samples };
        addDetail(room, one, fitAmounts(room, one));
      });
    }
    fromLumaChroma(room, image).planes.forEach((plane, channel) => {
      picture.planes[channel]?.set(plane);
    });
  });
  return picture;
}

/** Adds each band of a channel by the amount for the activity there, in place. */
function addDetail(room: Room, request: AmountsRequest, amounts: Float64Array): void {
  const { image, channel, bands, detail } = request;
  const { width, height } = image;
  const { activity, places } = detail;
  const plane = planeAt(image, channel);
  const own = room.copied(amounts);
  for (const [index, band] of bands.entries()) {
    for (let y = 0; y < height; y += 1) {
      room.kernel.addBand(
        plane.byteOffset + 4 * y * width,
        band.byteOffset + 4 * y * width,
        places.byteOffset + 4 * (y >> 1) * activity.width,
        own.byteOffset + 4 * index * ACTIVITY_NODES,
        ACTIVITY_NODES,
        width,
      );
    }
  }
}

function fitAmounts(room: Room, request: AmountsRequest): Float64Array {
  const { channel, bands } = request;
  const bandCount = bands.length;
  const equations = new NormalEquations(bandCount * ACTIVITY_NODES);
  const total = room.briefly(() => addSamples(room, request, equations));
  addRidge(equations, RIDGE * Math.max(1, total), bandCount);
  return equations.solve().map((amount, i) => {
    const { low, high } = LIMITS[i < ACTIVITY_NODES && channel === 0 ? 'fine' : 'other'];
    return Math.min(high, Math.max(low, amount));
  });
}

/** Error of plain parts from which a sample counts less, in levels. */
const TOLERANCE = { luma: 4, chroma: 6 } as const;

/** Adds all samples of a channel, and tells how much they weigh together. */
function addSamples(room: Room, request: AmountsRequest, equations: NormalEquations): number {
  const { channel, samples } = request;
  const { size } = equations;
  const target = samples.channels[channel] ?? new Float32Array();
  const columnCount = samples.columns.starts.length;
  const sampleRow = rowSampler(room, request);
  const sums = new RoomEquations(room, equations);
  const row = room.doubles(size + 1);
  let total = 0;
  for (let y = 0; y < samples.rows.starts.length; y += 1) {
    const { lines, stride } = sampleRow(y);
    total += room.kernel.addSamples(
      lines,
      stride,
      size,
      target.byteOffset + 4 * y * columnCount,
      samples.reliability.byteOffset + 4 * y * columnCount,
      columnCount,
      channel === 0 ? TOLERANCE.luma : TOLERANCE.chroma,
      sums.matrix.byteOffset,
      sums.right.byteOffset,
      row.byteOffset,
    );
  }
  sums.readBack();
  return total;
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
