import { openImage } from './openImage.ts';

/** First of all so much smaller: a decoder of JPEG needs not even look at the rest. */
const SMALL = 8;

/** The mean colour of an image file, `#rrggbb` in sRGB, as what is transparent in it shows over grey; null when it cannot be decoded. */
export async function meanColour(file: string): Promise<string | null> {
  try {
    const image = await (await openImage(file)).toSrgb();
    const small = await image
      .resize(SMALL, SMALL, { fit: 'fill' })
      .flatten({ background: '#808080' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { channels } = small.info;
    const mean = (channel: number) => {
      let sum = 0;
      for (let at = channel; at < small.data.length; at += channels) sum += small.data[at] ?? 0;
      return Math.round((sum * channels) / small.data.length);
    };
    const channelsOfGrey = channels < 3 ? [0, 0, 0] : [0, 1, 2];
    return `#${channelsOfGrey.map((channel) => mean(channel).toString(16).padStart(2, '0')).join('')}`;
  } catch {
    // It holds a place until the picture is there, nothing more.
    return null;
  }
}
