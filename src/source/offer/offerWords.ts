import type { Offer, OfferKind } from '../../domain/offer.ts';
import type { Size } from '../../domain/side.ts';

interface Words {
  readonly title: string;
  readonly act: string;
}

export const OFFER_WORDS: Readonly<Record<OfferKind, Words>> = {
  enlarge: { title: 'Enlarge the image', act: 'Enlarge and open' },
  crop: { title: 'Crop the image', act: 'Crop and open' },
  shrink: { title: 'Scale the image down', act: 'Scale down and open' },
  frame: { title: 'Choose a frame', act: 'Open this frame' },
  rest: { title: 'Open what is there', act: 'Open this part' },
};

export const sizeLabel = ({ width, height }: Size) => `${width} × ${height} px`;

/** What was done, in a sentence. */
export function doneWords({ kind, result }: Offer, from: Size, frame: number): string {
  const to = sizeLabel(result);
  switch (kind) {
    case 'enlarge':
      return `Opened enlarged from ${sizeLabel(from)} to ${to}. The file itself is unchanged.`;
    case 'crop':
      return `Opened cropped from ${sizeLabel(from)} to ${to}. The file itself is unchanged.`;
    case 'shrink':
      return `Opened scaled down from ${sizeLabel(from)} to ${to}. The file itself is unchanged.`;
    case 'frame':
      return `Frame ${frame + 1} is open, at ${to}. The file itself is unchanged.`;
    case 'rest':
      return `What was there is open, ${to}. The file itself is unchanged.`;
  }
}

/** What is lost with it, before it is done. */
export function costWords(offer: Offer, missing: { rows: number; of: number }, type: string): string {
  const { window, result } = offer;
  const words: string[] = [];
  if (offer.kind === 'rest' && missing.rows === 0) {
    words.push('The file breaks off: every row is there, but some of it may be coarse.');
  }
  if (missing.rows > 0) words.push(`The lowest ${percent(missing)} of the image is missing in the file.`);
  if (result.width > window.width) words.push('Enlarging adds pixels, not detail.');
  if (result.width < window.width) words.push('The result will have the smaller size.');
  const kind = type === 'image/png' ? 'PNG' : 'JPEG';
  words.push(
    `What opens is a ${kind} copy in sRGB without the file's metadata; the file itself stays as it is.`,
  );
  return words.join(' ');
}

function percent({ rows, of }: { rows: number; of: number }): string {
  return `${Math.max(1, Math.round((100 * rows) / of))}%`;
}
