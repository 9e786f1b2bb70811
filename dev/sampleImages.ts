import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Connect } from 'vite';
import { readSampleResultId, type SampleName, type SampleResult, sampleOfSource } from './sampleIds.ts';

const ADDRESS = /^\/api\/(sources|results)\/([^/?]+)\/image(?:\?|$)/;
/** A result is shown no wider than this unless it is asked for at a width. */
const MAX_WIDTH = 1280;

/**
 * Answers the addresses of the sample images on the page of states, so that it needs no relay: sources are the photos
 * of `public/samples`, results are those photos with mirrored surroundings. Every other address goes on to the relay.
 */
export function sampleImages(): Connect.NextHandleFunction {
  const made = new Map<string, Promise<Buffer>>();
  return (request, response, next) => {
    const url = request.url ?? '';
    const [, kind, id = ''] = ADDRESS.exec(url) ?? [];
    const sample =
      kind === 'sources' ? sampleOfSource(id) : kind === 'results' ? readSampleResultId(id) : null;
    if (sample === null) return next();
    const width = Math.min(
      MAX_WIDTH,
      Number(new URL(url, 'http://dev').searchParams.get('width') ?? MAX_WIDTH),
    );
    const key = `${kind} ${id} ${width}`;
    const image =
      made.get(key) ?? (typeof sample === 'string' ? photo(sample, width) : expanded(sample, width));
    made.set(key, image);
    image.then((bytes) => {
      response.setHeader('Content-Type', 'image/webp');
      response.setHeader('Cache-Control', 'max-age=3600');
      response.end(bytes);
    }, next);
  };
}

function photoFile(name: SampleName): string {
  return path.join(fileURLToPath(new URL('../public/samples', import.meta.url)), `${name}.jpg`);
}

function photo(name: SampleName, width: number): Promise<Buffer> {
  return sharp(photoFile(name)).resize({ width }).webp({ quality: 82 }).toBuffer();
}

/** The frame at a width: the photo at its place, mirrored around; variants differ a little in tone. */
async function expanded({ name, expansion, index }: SampleResult, width: number): Promise<Buffer> {
  const { up, right, bottom, left } = expansion;
  const inner = Math.round(width / (1 + left + right));
  const { data, info } = await sharp(photoFile(name))
    .resize({ width: inner })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const px = (ratio: number, length: number) => Math.round(ratio * length);
  const frame = await sharp(data, { raw: info })
    .extend({
      top: px(up, info.height),
      bottom: px(bottom, info.height),
      left: px(left, info.width),
      right: px(right, info.width),
      extendWith: 'mirror',
    })
    .modulate({ brightness: 1 - 0.03 * (index % 3), hue: index === 0 ? 0 : (index % 4) * 4 - 6 })
    .png()
    .toBuffer();
  return sharp(frame)
    .composite([{ input: data, raw: info, left: px(left, info.width), top: px(up, info.height) }])
    .webp({ quality: 82 })
    .toBuffer();
}
