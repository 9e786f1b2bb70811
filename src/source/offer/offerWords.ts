import { MAX_SOURCE_BYTES } from '../../domain/limits.ts';
import type { Offer, OfferKind } from '../../domain/offer.ts';
import type { Size } from '../../domain/side.ts';
import { browserType } from './browserPicture.ts';
import type { Keeps, MadeCopy, RefusedPicture } from './refusedPicture.ts';

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

const METADATA_WORDS = [
  ['exif', 'EXIF'],
  ['xmp', 'XMP'],
  ['iptc', 'IPTC'],
  ['resolution', 'resolution'],
] as const;

export const sizeLabel = ({ width, height }: Size) => `${width} × ${height} px`;

const SMALLER = `It is smaller than offered, to have at most ${MAX_SOURCE_BYTES / 1e6} MB.`;

/** What was done, in sentences. */
export function doneWords(
  { kind, result }: Offer,
  from: Size,
  made: { copy: MadeCopy; frame: number },
): string {
  const { size, kept } = made.copy;
  const words = [
    changeWords({ kind, from, result: size, frame: made.frame }),
    kept !== null && size.width < result.width ? SMALLER : '',
    keptWords(kept),
    'The file itself is unchanged.',
  ];
  return words.filter((sentence) => sentence !== '').join(' ');
}

interface Change {
  readonly kind: OfferKind;
  readonly from: Size;
  readonly result: Size;
  readonly frame: number;
}

function changeWords({ kind, from, result, frame }: Change): string {
  const to = sizeLabel(result);
  switch (kind) {
    case 'enlarge':
      return `Opened enlarged from ${sizeLabel(from)} to ${to}.`;
    case 'crop':
      return `Opened cropped from ${sizeLabel(from)} to ${to}.`;
    case 'shrink':
      return `Opened scaled down from ${sizeLabel(from)} to ${to}.`;
    case 'frame':
      return `Frame ${frame + 1} is open, at ${to}.`;
    case 'rest':
      return `What was there is open, ${to}.`;
  }
}

function keptWords(kept: MadeCopy['kept']): string {
  if (kept === null) return 'The browser made the copy: in sRGB, without metadata.';
  return `The copy has ${kept.isLossless ? "the file's own pixels, " : ''}${keptList(kept)}.`;
}

/** What becomes of it, before it is done. */
export function costWords(offer: Offer, { keeps, size, whole }: RefusedPicture): string {
  const { window, result } = offer;
  const words: string[] = [];
  const missing = 1 - (size.width * size.height) / (whole.width * whole.height);
  if (offer.kind === 'rest' && missing === 0) {
    words.push('The file breaks off: every row is there, but some of it may be coarse.');
  }
  if (missing > 0) words.push(`${percent(missing)} of the image is missing in the file.`);
  if (result.width > window.width) words.push('Enlarging adds pixels, not detail.');
  if (result.width < window.width) words.push('The result will have the smaller size.');
  words.push(keeps === null ? browserWords(offer) : relayWords(keeps));
  return words.join(' ');
}

function relayWords(keeps: Keeps): string {
  const converted = keeps.isConverted ? ' Its colours are converted to sRGB.' : '';
  return `What opens is a copy with ${keptList(keeps)}; the file itself stays as it is.${converted}`;
}

function browserWords(offer: Offer): string {
  const kind = browserType(offer) === 'image/png' ? 'PNG' : 'JPEG';
  return `The server does not read this file now, so that the browser makes the copy: a ${kind} in sRGB, 8 bits a channel, without the file's metadata; the file itself stays as it is.`;
}

function keptList({ colour, bits, metadata, isConverted }: Keeps): string {
  const space = isConverted ? 'sRGB colours' : `its own colours (${colour})`;
  const words = METADATA_WORDS.filter(([kind]) => metadata.includes(kind)).map(([, word]) => word);
  const parts = [space, `${bits} bits a channel`];
  return words.length === 0 ? listed(parts) : `${parts.join(', ')}, and its ${listed(words)}`;
}

function listed(parts: readonly string[]): string {
  return [parts.slice(0, -1).join(', '), parts.at(-1)].filter((part) => part !== '').join(' and ');
}

function percent(share: number): string {
  return `${Math.max(1, Math.round(100 * share))}%`;
}
