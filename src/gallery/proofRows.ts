import type { FinishProof } from '../domain/finishProof.ts';

const METADATA_WORDS = { exif: 'EXIF', xmp: 'XMP', iptc: 'IPTC', resolution: 'resolution' } as const;

/** What was measured of a result, as names and words. */
export interface ProofRow {
  readonly name: string;
  readonly value: string;
}

/** A result's proof in full; what does not concern it is left out. */
export function proofRows(proof: FinishProof): ProofRow[] {
  const { border, metadata, isFilled, largestDifference } = proof;
  const isSame = largestDifference === 0;
  const isWhole = proof.redrawn === 0;
  return [
    { name: 'Source pixels', value: isSame ? 'identical' : `differ by up to ${largestDifference}` },
    { name: 'Place', value: placeWords(proof) },
    { name: 'Border', value: proof.quality },
    {
      name: 'Colours at it',
      value: `ΔE ${border.before.toFixed(1)} before finishing, ${border.after.toFixed(1)} after`,
    },
    {
      name: 'Step across it',
      value: `${proof.seamRatio.toFixed(2)} times that in the source beside it`,
    },
    {
      name: 'Redrawn',
      value: isWhole
        ? 'nothing along the border'
        : `${shareWords(proof.redrawn)} of the border shows something else`,
    },
    ...(isFilled ? [{ name: 'Left out', value: 'filled by the built-in engine' }] : []),
    { name: 'Colour space', value: colourWords(proof) },
    {
      name: 'Metadata',
      value: metadata.length > 0 ? metadata.map((kind) => METADATA_WORDS[kind]).join(', ') : 'none',
    },
  ];
}

function placeWords({ registration: { isAccepted, shift, uncertainty } }: FinishProof): string {
  if (!isAccepted) return 'left where it was expected';
  const pixels = Math.hypot(shift.x, shift.y);
  return `moved by ${pixels.toFixed(1)} px to fit, to within ${uncertainty.toFixed(2)} px`;
}

function shareWords(share: number): string {
  return share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`;
}

function colourWords({ colour: { in: from, out } }: FinishProof): string {
  const words = ({ space, bits }: typeof from) => `${space}, ${bits} bits`;
  return words(from) === words(out) ? words(out) : `${words(from)} → ${words(out)}`;
}
