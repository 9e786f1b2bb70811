import { Check, Copy } from 'lucide-react';
import { fetchFile } from '../../api/fetchFile.ts';
import { resultImageUrl } from '../../api/results.ts';
import type { Result } from '../../domain/contract/result.ts';
import { IconButton } from '../../ui/Button.tsx';
import { type CopyStep, useCopy, writeImage } from '../useCopy.ts';

const LABELS: Readonly<Record<CopyStep, string>> = {
  idle: 'Copy as an image',
  copying: 'Copying…',
  copied: 'Copied',
  refused: 'This browser does not let the image be copied: download it instead',
  failed: 'The image could not be fetched: copy it again',
};

interface CopyButtonProps {
  result: Result;
  /** The result comes into sight, where a step is shown in its place. */
  onPress: () => void;
}

/** Puts the result on the clipboard as PNG, the one type that every program takes from there. */
export function CopyButton({ result, onPress }: CopyButtonProps) {
  const { step, copy } = useCopy();
  const fetched = async () => {
    const file = await fetchFile(resultImageUrl(result.id, { format: 'png' }), 'image.png');
    return new Blob([file], { type: 'image/png' });
  };
  return (
    <>
      <IconButton
        label={LABELS[step]}
        aria-busy={step === 'copying'}
        onClick={() => {
          onPress();
          void copy(() => writeImage(fetched()));
        }}
      >
        {step === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      </IconButton>
      <span className="visually-hidden" role="status">
        {step === 'idle' ? '' : LABELS[step]}
      </span>
    </>
  );
}
