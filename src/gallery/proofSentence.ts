import type { FinishProof } from '../domain/finishProof.ts';

const METADATA_WORDS = { exif: 'EXIF', xmp: 'XMP', iptc: 'IPTC', resolution: 'resolution' } as const;

/** What a result's proof says, in full. */
export function proofSentence(proof: FinishProof): string {
  const { border, colour, metadata, isFilled, largestDifference } = proof;
  const inside =
    largestDifference === 0
      ? 'Every pixel of the source is in it as it was.'
      : `Pixels of the source differ by up to ${largestDifference}.`;
  const seam = `Colour difference at the border: ${border.before.toFixed(1)} before finishing, ${border.after.toFixed(1)} after.`;
  const space = `${colour.in.space}, ${colour.in.bits} bits → ${colour.out.space}, ${colour.out.bits} bits.`;
  const kept = metadata.length > 0 ? `Kept: ${metadata.map((kind) => METADATA_WORDS[kind]).join(', ')}.` : '';
  const filled = isFilled ? 'What the provider left out was filled by the built-in engine.' : '';
  return [inside, placeSentence(proof), seam, space, kept, filled].filter((part) => part !== '').join(' ');
}

function placeSentence({ registration: { isAccepted, shift } }: FinishProof): string {
  if (!isAccepted) return 'The picture was left where it was expected.';
  const pixels = Math.hypot(shift.x, shift.y);
  return `The picture was moved by ${pixels.toFixed(1)} px to fit.`;
}
