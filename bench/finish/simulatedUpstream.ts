import type { ImageMap } from '../../server/finishing/pixels/axisMap.ts';
import { type FloatImage, planeAt } from '../../server/finishing/pixels/floatImage.ts';
import { resampleRaster } from '../../server/finishing/pixels/resampling.ts';
import { LANCZOS_3 } from '../../server/finishing/pixels/taps.ts';
import type { Frame } from '../../src/domain/frame.ts';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { type RgbPicture, toSharp } from './rgbPicture.ts';

export interface Distortion {
  readonly seed: number;
  /** Largest shift along each axis, in pixels of the picture. */
  readonly shift: number;
  /** Levels of shading either way. */
  readonly shading: number;
  /** Share of the source that is drawn anew. */
  readonly redrawn: number;
  /** Shapes are not stretched to multiples of 64 but cut, so that the scale is the same along both axes. */
  readonly isCut: boolean;
  /** Whether gains and gamma change as well. */
  readonly isColoured: boolean;
}

export interface Simulated {
  readonly jpeg: Buffer;
  /** From the frame to the picture, as it truly is. */
  readonly map: ImageMap;
}

const PIXELS = 1_400_000;
const STEP = 64;
const GAMMA = 1.05;
const GAIN = 0.03;
const QUALITY = 90;
/** Pixels over which redrawn content begins inside the border. */
const REDRAWN_FADE = 6;

/** What a provider makes of a frame whose whole content is known. */
export async function simulateUpstream(
  truth: RgbPicture,
  frame: Frame,
  distortion: Distortion,
): Promise<Simulated> {
  const random = seededRandom(distortion.seed);
  const either = (most: number) => (random() * 2 - 1) * most;
  const scale = Math.min(1, Math.sqrt(PIXELS / (truth.width * truth.height)));
  const sided = (length: number) => Math.max(STEP, Math.round((length * scale) / STEP) * STEP);
  const size = { width: sided(truth.width), height: sided(truth.height) };
  const perAxis = { x: size.width / truth.width, y: size.height / truth.height };
  const one = Math.max(perAxis.x, perAxis.y);
  const scales = distortion.isCut ? { x: one, y: one } : perAxis;
  const map: ImageMap = {
    x: { scale: scales.x, offset: either(distortion.shift) + (size.width - truth.width * scales.x) / 2 },
    y: { scale: scales.y, offset: either(distortion.shift) + (size.height - truth.height * scales.y) / 2 },
  };
  const back: ImageMap = {
    x: { scale: 1 / map.x.scale, offset: -map.x.offset / map.x.scale },
    y: { scale: 1 / map.y.scale, offset: -map.y.offset / map.y.scale },
  };
  const picture = resampleRaster({ ...truth, channels: 3 }, size, back, LANCZOS_3);
  if (distortion.redrawn > 0) redraw(picture, frame, { map, share: distortion.redrawn, random });
  const data = recolour(picture, distortion, random);
  const jpeg = await toSharp({ ...size, data })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return { jpeg, map };
}

type Random = () => number;

/** Gains, gamma and shading; every channel its own. */
function recolour(picture: FloatImage, { shading, isColoured }: Distortion, random: Random): Uint8Array {
  const { width, height } = picture;
  const data = new Uint8Array(width * height * 3);
  picture.planes.forEach((plane, channel) => {
    const gain = isColoured ? 1 + (random() * 2 - 1) * GAIN : 1;
    const gamma = isColoured ? (random() < 0.5 ? GAMMA : 1 / GAMMA) : 1;
    const [angle, phase] = [random() * Math.PI * 2, random() * Math.PI * 2];
    const [across, down] = [Math.cos(angle) / width, Math.sin(angle) / height];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const level = Math.max(0, plane[y * width + x] ?? 0);
        const shade = shading * Math.sin(2.5 * (x * across + y * down) + phase);
        const value = 255 * (level / 255) ** gamma * gain + shade;
        data[(y * width + x) * 3 + channel] = Math.min(255, Math.max(0, Math.round(value)));
      }
    }
  });
  return data;
}

/** Soft discs inside the source show another part of the picture, until they cover the share asked for. */
function redraw(
  picture: FloatImage,
  frame: Frame,
  options: { map: ImageMap; share: number; random: Random },
): void {
  const { map, share, random } = options;
  // Of a source in the middle of its frame.
  const { x: placedX, y: placedY } = frame.placement;
  const x0 = map.x.scale * placedX + map.x.offset;
  const y0 = map.y.scale * placedY + map.y.offset;
  const width = map.x.scale * (frame.width - 2 * placedX);
  const height = map.y.scale * (frame.height - 2 * placedY);
  const originals = picture.planes.map((plane) => Float32Array.from(plane));
  const radius = Math.sqrt(Math.max(1, (width * height * share) / 4 / Math.PI));
  for (let disc = 0; disc < 4; disc += 1) {
    const [cx, cy] = [x0 + random() * width, y0 + random() * height];
    const [dx, dy] = [Math.round((random() - 0.5) * width), Math.round((random() - 0.5) * height)];
    for (let y = Math.max(0, Math.floor(cy - radius)); y < Math.min(picture.height, cy + radius); y += 1) {
      for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(picture.width, cx + radius); x += 1) {
        const inside = 1 - Math.hypot(x - cx, y - cy) / radius;
        if (inside <= 0) continue;
        // What is new cannot be told from the truth once it goes on from something redrawn.
        const toBorder = Math.min(x - x0, y - y0, x0 + width - x - 1, y0 + height - y - 1);
        if (toBorder <= 0) continue;
        const cover = Math.min(1, inside * 4, toBorder / REDRAWN_FADE);
        const from =
          ((y + dy + picture.height) % picture.height) * picture.width +
          ((x + dx + picture.width) % picture.width);
        picture.planes.forEach((_, channel) => {
          const plane = planeAt(picture, channel);
          const at = y * picture.width + x;
          plane[at] = (plane[at] ?? 0) * (1 - cover) + (originals[channel]?.[from] ?? 0) * cover;
        });
      }
    }
  }
}
