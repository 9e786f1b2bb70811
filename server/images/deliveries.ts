import { cutBy, type Delivery, typeHolds } from '../../src/domain/delivery.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { addIptc } from './addIptc.ts';
import { withIptc } from './iptcAsXmp.ts';
import { serveNewArea } from './newArea.ts';
import { type OpenedImage, openImage } from './openImage.ts';
import { deliveryFileName, type Original, type RenditionCache, type ServedImage } from './renditionCache.ts';
import type { sharp } from './sharpSetup.ts';

/** Files to take away: a stored image at an exact size, of a type, quality, profile and metadata. */
export class Deliveries {
  readonly #cache: RenditionCache;

  constructor(cache: RenditionCache) {
    this.#cache = cache;
  }

  /**
   * The image as ordered; the stored file itself where that is the same. Null when the original is not there.
   *
   * @throws ProblemError when the type holds no image of this size, when another shape would have to be cut off and
   * nobody said that it may, or when there is no room to make it.
   */
  async serve(original: Original, delivery: Delivery, signal: AbortSignal): Promise<ServedImage | null> {
    const { width, height, type, quality, profile, metadata, crop } = delivery;
    if (!typeHolds(type, delivery)) throw new ProblemError('image-too-long-for-format');
    const cut = cutBy(original, delivery);
    if (!crop && cut.width + cut.height > 0) throw new ProblemError('delivery-shape');
    const isAsStored = width === original.width && height === original.height && type === original.format;
    if (isAsStored && profile === 'source' && metadata === 'kept') return this.#cache.original(original);
    const how = type === 'png' ? '' : `q${quality}`;
    return this.#cache.serve(original, {
      name: deliveryFileName(original, `${width}x${height}${how}-${profile}-${metadata}.${type}`),
      format: type,
      weighs:
        width * height > original.width * original.height
          ? { width, height, format: type }
          : { ...original, format: type },
      signal,
      make: async (file, temporary) => {
        const opened = await openImage(file);
        const image = await imageFor(opened, delivery);
        // The same shape but for rounding: what is left of a pixel is stretched, not cut.
        const fit = cut.width + cut.height > 0 ? 'cover' : 'fill';
        const fitted = image.resize({ width, height, fit, kernel: 'lanczos3' });
        const written = await encode(fitted, delivery).toFile(temporary);
        const { iptc } = opened.metadata;
        const holdsIptc = type === 'jpeg' || type === 'png';
        return iptc && holdsIptc && metadata === 'kept' ? addIptc(temporary, type, iptc) : written;
      },
    });
  }

  /** The new area of a result alone, as PNG of the frame's size; null when the result is not there. */
  newArea(original: Original, area: Parameters<typeof serveNewArea>[2]): Promise<ServedImage | null> {
    return serveNewArea(this.#cache, original, area);
  }
}

async function imageFor(
  opened: OpenedImage,
  { type, profile, metadata }: Delivery,
): Promise<ReturnType<typeof sharp>> {
  const { colour } = opened;
  const isDeep = type === 'png' && colour.bits === 16;
  // What has no profile is sRGB, and says so from here on.
  const isConverted = profile === 'srgb' || (colour.profile === null && !isDeep);
  const image = isConverted ? (await opened.toSrgb()).withIccProfile('srgb') : opened.asStored(isDeep);
  if (metadata === 'stripped') return image;
  const { xmp = null, iptc } = opened.metadata;
  // Neither WebP nor AVIF has a place for IPTC.
  const said = iptc && (type === 'webp' || type === 'avif') ? withIptc(xmp, iptc) : null;
  const kept = image.keepExif();
  // As text it would be ruined where it is not UTF-8.
  return said === null || said === xmp ? kept.keepXmp() : kept.withXmp(said.toString('utf8'));
}

/** Colour is kept at full resolution from here on. */
const FINE_QUALITY = 90;

function encode(image: ReturnType<typeof sharp>, { type, quality }: Delivery): ReturnType<typeof sharp> {
  switch (type) {
    case 'jpeg':
      return image
        .flatten({ background: '#ffffff' })
        .jpeg({ quality, chromaSubsampling: quality >= FINE_QUALITY ? '4:4:4' : '4:2:0' });
    case 'webp':
      return image.webp({ quality, smartSubsample: true });
    case 'avif':
      return image.avif({ quality, effort: 3 });
    case 'png':
      return image.png();
  }
}
